"""Single differences between two parts of a tool, and how they are put into words."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel

from forms.wording import Growing

ChangeKind = Literal["added", "removed", "changed", "moved"]


class Change(NamedTuple):
    """One difference.

    `path_in_words` names the part it is in, such as (“Visiting”, “Was the child seen?”); empty
    for the tool itself. `what` is the field that changed, such as `label`, `label (cy)` or
    `choice`, or the kind of part that was added, removed or moved. `before` and `after` are
    text to show; "" is nothing. `question` is the id of the question it is about, if any.
    """

    path_in_words: tuple[str, ...]
    kind: ChangeKind
    what: str
    before: str
    after: str
    question: str | None


class Place(NamedTuple):
    """Where differences are found: the titles from the tool down, and the question."""

    path: tuple[str, ...] = ()
    question: str | None = None

    def change(self, kind: ChangeKind, what: str, before: str, after: str) -> Change:
        """Return a difference that is found here."""
        return Change(self.path, kind, what, before, after, self.question)

    def within(self, title: str, question: str | None = None) -> "Place":
        """Return the place of a part in this one."""
        return Place((*self.path, title), question or self.question)


_NOT_COMPARED = frozenset({"id", "code", "version", "amends", "origin", "translations"})
_COMPARED_APART = frozenset(
    {"questions", "sections", "scales", "points", "choices", "themes", "standards"}
)
"""Lists of parts with names of their own; a question's standards are but names."""


def field_changes(
    place: Place, old: Growing, new: Growing, apart: frozenset[str] = _COMPARED_APART
) -> Iterator[Change]:
    """Yield the plain fields that differ, then the words in other languages."""
    for name in type(new).model_fields:
        if name in _NOT_COMPARED or name in apart:
            continue
        before, after = getattr(old, name, None), getattr(new, name)
        if before != after:
            yield place.change("changed", name, in_words(before), in_words(after))
    was, now = _translated(old), _translated(new)
    for what in in_order(list(was), list(now)):
        if was.get(what) != now.get(what):
            yield place.change("changed", what, was.get(what, ""), now.get(what, ""))


def list_changes(
    place: Place, word: str, before: Mapping[str, Growing], after: Mapping[str, Growing]
) -> Iterator[Change]:
    """Yield what was added to a list of named parts, removed, moved in it, or changed in them."""
    moved = moved_names(list(before), list(after))
    for name in in_order(list(before), list(after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            yield came_or_went(place, word, title_of(was), title_of(now))
            continue
        where = place.within(title_of(now))
        if name in moved:
            yield moved_in(where, word, name, list(before), list(after))
        yield from field_changes(where, was, now)


def came_or_went(
    place: Place, word: str, before: str, after: str, question: str | None = None
) -> Change:
    """Return the difference that a part is new, or gone where `after` is empty."""
    kind: ChangeKind = "added" if after else "removed"
    return place.within(after or before, question).change(kind, word, before, after)


def moved_in(
    place: Place, word: str, name: str, before: Sequence[str], after: Sequence[str]
) -> Change:
    """Return the difference that a part stands elsewhere in its list."""
    was, now = before.index(name) + 1, after.index(name) + 1
    return place.change("moved", word, f"place {was}", f"place {now}")


def title_of(part: object) -> str:
    """Return what people call a part: its label, its title, else its code; "" for none."""
    for name in ("label", "title", "code"):
        if text := getattr(part, name, ""):
            return str(text)
    return ""


def in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the names of both lists in the order of `after`; what is gone keeps its place."""
    gone: dict[str | None, list[str]] = {}
    present, last = set(after), None
    for name in before:
        if name in present:
            last = name
        else:
            gone.setdefault(last, []).append(name)
    kept = [each for name in after for each in (name, *gone.get(name, ()))]
    return [*gone.get(None, ()), *kept]


def moved_names(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest names whose moving explains the order of those in both lists.

    The others are a longest rising run of the old places in the new order (patience sorting).
    """
    place = {name: number for number, name in enumerate(before)}
    common = [name for name in after if name in place]
    ends: list[int] = []  # the place that the best run of each length ends with
    lengths: list[int] = []
    for name in common:
        length = bisect_left(ends, place[name])
        ends[length : length + 1] = [place[name]]
        lengths.append(length)
    wanted, stay = len(ends) - 1, set[str]()
    for name, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            stay.add(name)
            wanted -= 1
    return frozenset(common) - stay


def in_words(value: object) -> str:
    """Return the value of a tool's field as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel):
        return _in_pairs(value.model_dump(exclude_defaults=True, exclude={"translations"}))
    if isinstance(value, Mapping):
        return _in_pairs(value)
    if isinstance(value, tuple | list):
        nested = any(isinstance(each, BaseModel | Mapping) for each in value)
        return ("; " if nested else ", ").join(in_words(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _in_pairs(pairs: Mapping[str, object]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {in_words(each)}" for name, each in pairs.items())


def _translated(part: Growing) -> dict[str, str]:
    translations: Mapping[str, Mapping[str, str]] = getattr(part, "translations", {})
    return {
        f"{name} ({language})": text
        for language, words in translations.items()
        for name, text in words.items()
    }
