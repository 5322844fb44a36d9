"""Languages: words stand only in those that the tool says it is written in."""

from collections.abc import Iterator

from forms.source import Path
from forms.tool_checks.fault import Checked, Fault, doubles
from forms.tools import Question, Section, Subsection
from forms.wording import Translated


def check_languages(checked: Checked) -> Iterator[Fault]:
    """Check the languages of a tool and of every part of it."""
    places = [
        (("languages", at, "code"), language.code)
        for at, language in enumerate(checked.tool.languages)
        if not checked.is_mended(("languages", at))
    ]
    yield from doubles(iter(places), "language")
    languages = list(dict.fromkeys(code for _, code in places))
    known = frozenset(languages[1:])
    for path, part in _parts(checked):
        for code in part.translations:
            if code not in known:
                yield Fault((*path, "translations", code), _sentence(code, languages), 0, True)


def _sentence(code: str, languages: list[str]) -> str:
    if languages and code == languages[0]:
        return f"“{code}” is the language of the plain words; it needs no translation"
    further = ", ".join(languages[1:]) or "none"
    return f"“{code}” is not one of the tool's further “languages” ({further})"


def _parts(checked: Checked) -> Iterator[tuple[Path, Translated]]:
    """Yield every part of the tool that can hold words in several languages."""
    tool = checked.tool
    yield (), tool
    for name in ("themes", "standards", "agencies", "roles", "limits"):
        yield from _listed((), name, getattr(tool, name))
    for at, scale in enumerate(tool.scales):
        yield ("scales", at), scale
        yield from _listed(("scales", at), "points", scale.points)
    for path, group in checked.groups:
        yield from _group(path, group)
    for path, question in checked.questions:
        yield from _question(path, question)


def _group(path: Path, group: Section | Subsection) -> Iterator[tuple[Path, Translated]]:
    yield path, group
    if group.repeat:
        yield (*path, "repeat"), group.repeat


def _question(path: Path, question: Question) -> Iterator[tuple[Path, Translated]]:
    yield path, question
    yield from _listed(path, "choices", question.choices)
    yield from _listed(path, "limits", question.limits)
    yield from _listed(path, "escalates", question.escalates)


def _listed(
    path: Path, name: str, parts: tuple[Translated, ...]
) -> Iterator[tuple[Path, Translated]]:
    return (((*path, name, index), part) for index, part in enumerate(parts))
