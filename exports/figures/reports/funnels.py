"""Groups of audits side by side as a funnel plot, as a chapter that any report can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.counts import Count, known
from exports.figures.facts import Facts, read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import overall_groups
from exports.figures.funnel import Counted, Told, funnel
from exports.figures.funnel_data import FunnelData
from exports.figures.group_values import titles
from exports.figures.method_notes import notes_on
from exports.figures.report_data import GroupFigures, GroupTable
from exports.figures.reports.scopes import SECRET
from exports.figures.wording import amount
from forms.audits import ATTRIBUTES
from forms.errors import AuditAppError

FEWEST_GROUPS: Final = 5
"""With fewer groups a table says as much as a funnel."""

_FIELDS: Final = ("team", "service")
"""By which a report sets groups side by side without being asked."""
_NO_ATTRIBUTE: Final = frozenset({*SECRET, "overall", "version", "quarter", "month"})
_TITLES: Final = {**ATTRIBUTES, "agency": "Agency", "role": "Role"}
_MANY: Final = {
    "agency": "agencies",
    "disability": "disabilities",
    "legal_status": "legal statuses",
}


def funnel_of(store: ReadingStore, scope: AuditScope, field: str) -> FunnelData:
    """Return the overall grades of a scope by one field as a funnel, from one state of the file.

    Raises AuditAppError where the field is unknown, or is one of cases or persons.
    """
    with store.snapshot():
        check_fields(store, scope, field)
        return read_funnel(store, read_facts(store, scope), field)


def read_funnel(store: ReadingStore, facts: Facts, field: str) -> FunnelData:
    """Return the same of facts that were read in the same snapshot."""
    if field in SECRET:
        raise AuditAppError("A funnel plot compares groups of audits, not persons or single cases.")
    return _named(facts, field, overall_groups(store, facts, field))


def funnel_of_groups(
    store: ReadingStore, scope: AuditScope, field: str, groups: Sequence[GroupFigures]
) -> FunnelData | None:
    """Return the funnel of groups that were worked out of a scope, published or not.

    None for fields that are no attribute, for too few groups, or where a number is not published.
    """
    enough = sum(bool(each.value) for each in groups) >= FEWEST_GROUPS
    if field in _NO_ATTRIBUTE or not enough or any(map(_is_hidden, groups)):
        return None
    data = _named(read_facts(store, scope), field, groups)
    return data if len(data.funnel.groups) >= FEWEST_GROUPS else None


def _named(facts: Facts, field: str, groups: Sequence[GroupFigures]) -> FunnelData:
    """Return the funnel of groups, each called what people call it."""
    called = titles(field, [each.value for each in groups if each.value], facts.tools)
    named = [each.model_copy(update={"value": called.get(each.value, "")}) for each in groups]
    table = GroupTable(field=field, title=_title(field), groups=named)
    return funnel_data(table, facts.grades.good_label if facts.grades else "")


def telling_funnels(tables: Sequence[GroupTable], good: str) -> list[FunnelData]:
    """Return a funnel of teams and one of services, each where there are enough to be one.

    Where any number that it needs is not published there is none.
    """
    found = [
        funnel_data(table, good)
        for table in tables
        if table.field in _FIELDS and not any(map(_is_hidden, table.groups))
    ]
    return [each for each in found if len(each.funnel.groups) >= FEWEST_GROUPS]


def unpublished_sentences(tables: Sequence[GroupTable]) -> Iterator[str]:
    """Tell which funnels are not published, for a number that they need is not."""
    for table in tables:
        enough = sum(bool(each.value) for each in table.groups) >= FEWEST_GROUPS
        if table.field in _FIELDS and enough and any(map(_is_hidden, table.groups)):
            yield (
                f"There is no funnel plot of {_many(table)}: it would need numbers that are not "
                "published."
            )


def funnel_data(table: GroupTable, good: str) -> FunnelData:
    """Return the funnel of a table of overall grades, all of whose groups have known numbers.

    `good` is what the share is of. Raises ValueError where a number is not published.
    """
    named = [each for each in table.groups if each.value]
    shares = [(each.value, each.overall.good_or_better) for each in named]
    counted = [Counted(name, known(share.count), known(share.n)) for name, share in shares if share]
    one, many = table.title.lower(), _many(table)
    fine = any(each.overall.published for each in named)
    missing = _not_recorded(table.groups)
    return FunnelData(
        field=table.field,
        title=table.title,
        one=one,
        many=many,
        good=good,
        funnel=funnel(counted, Told(one, many, fine)),
        not_recorded=missing,
        limits=list(_limits(one, missing)),
        notes=notes_on(["wilson", "funnel"]),
    )


def _is_hidden(group: GroupFigures) -> bool:
    share = group.overall.good_or_better
    return bool(group.value and share and "c" in (share.count, share.n))


def _not_recorded(groups: Sequence[GroupFigures]) -> Count:
    """Return how many audits have no value; every count of theirs stands in one distribution."""
    return next((each.overall.n for each in groups if not each.value), 0)


def _limits(one: str, missing: Count) -> Iterator[str]:
    if missing:
        audits = amount(missing, "audit has", "audits have")
        yield f"{audits} no {one} on record and stand in no group, nor in the share of all."
    yield (
        f"Each {one} is a part of the share of all that it is set beside. The limits hold for "
        "audits that have nothing to do with one another: where one auditor made most of those of "
        f"a {one}, it can lie outside for that alone."
    )


def _title(field: str) -> str:
    return _TITLES.get(field) or field.replace("_", " ").capitalize()


def _many(table: GroupTable) -> str:
    return _MANY.get(table.field, f"{table.title.lower()}s")
