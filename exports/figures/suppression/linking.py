"""What else holds between crossings: the same audits, the questions of a theme, the grades."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from exports.figures.suppression.crossed import ALL, Crossed, Theme
from exports.figures.suppression.distributions import DistributionCells
from exports.figures.suppression.nesting import (
    Group,
    Occurring,
    add_equal,
    add_same,
    same_audits,
)
from forms.denominators import STATES

Fields = frozenset[str]


def link(crossed: Crossed, found: Occurring) -> None:
    """Say everything else that a reader may know to hold between what was crossed.

    `found` says which values occur together, of all the fields that groups have.
    """
    for cells in crossed.cells.values():
        for some, others in _same(cells, found):
            add_same(crossed.counted, [cells[each] for each in some], [cells[e] for e in others])
    audits = crossed.audits
    for some, others in _same(audits, found):
        add_equal(crossed.counted, [audits[each] for each in some], [audits[e] for e in others])
    _link_grades(crossed)
    for theme in crossed.themes:
        _link_theme(crossed, theme)


def is_tangled(fields: Iterable[Fields]) -> bool:
    """Return whether pairs of fields go in a circle, as a with b, b with c and c with a.

    Of such tables more can be told than by sums: they bound one another. Without a circle there is
    always a table of all fields that fits any tables of two that fit one another (the margins of a
    decomposable model: S. L. Lauritzen, “Graphical Models”, Oxford 1996, chapter 4).
    """
    together: list[Fields] = []
    for pair in {each for each in fields if len(each) > 1}:
        touched = [each for each in together if each & pair]
        if any(pair <= each for each in touched):
            return True
        together = [each for each in together if each not in touched]
        together.append(pair.union(*touched))
    return False


def _same(groups: Collection[Group], found: Occurring) -> Iterator[tuple[list[Group], list[Group]]]:
    """Yield groups of one sort and of another that hold the same audits, all of them there.

    Not where one sort parts the other: that is said already.
    """
    sorts = {frozenset(field for field, _ in group) for group in groups} - {Fields()}
    for one, other in combinations(sorted(sorts, key=sorted), 2):
        if one <= other or other <= one or not one | other <= set(found.fields):
            continue
        alike = list(same_audits(list(zip(found.groups(one), found.groups(other), strict=True))))
        for some, others in alike if len(alike) > 1 else []:
            if {*some, *others} <= {*groups}:
                yield some, others


def _link_grades(crossed: Crossed) -> None:
    """Say that the audits with a grade are those counted under it, in every group."""
    of_grades = crossed.cells.get("overall", {})
    for group, place in crossed.audits.items():
        grade = dict(group).get("overall")
        rest = frozenset(each for each in group if each[0] != "overall")
        cells = of_grades.get(rest)
        if grade and cells and grade in cells.codes:
            crossed.counted.system.total(place, [cells.codes[grade]])


def _link_theme(crossed: Crossed, theme: Theme) -> None:
    """Say that a theme counts the answers to its questions, in every group."""
    for group, whole in crossed.cells.get(f"theme:{theme.id}", {}).items():
        several = [crossed.cells.get(f"question:{each}", {}).get(group) for each in theme.questions]
        _add_theme(crossed, whole, [each for each in several if each])
        reported = crossed.counted.themes.get(theme.id)
        if group == ALL and reported and whole.share:
            add_equal(crossed.counted, [reported.good], [whole.share.good])
            add_equal(crossed.counted, [reported.n], [whole.share.n])


def _add_theme(
    crossed: Crossed, whole: DistributionCells, parts: Sequence[DistributionCells]
) -> None:
    system = crossed.counted.system
    for state in STATES:
        system.total(whole.codes[state], [each.codes[state] for each in parts])
    shares = [each.share for each in parts if each.share]
    if whole.share:
        system.total(whole.share.good, [each.good for each in shares])
        system.total(whole.share.weak, [each.weak for each in shares])
        system.total(whole.share.n, [each.n for each in shares])
