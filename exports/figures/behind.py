"""From a number of a crossing back to the audits it was counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from db.behind import audits_behind
from db.reading import AuditScope, tools_in_scope
from db.store import ReadingStore
from exports.figures.facts import read_facts, tools_of
from exports.figures.fields import check_fields
from exports.figures.measured import (
    Measured,
    MeasuredAnswer,
    MeasuredGrade,
    MeasuredTheme,
    measure_of,
    overall_measure,
)
from forms.scales import Scale

Codes = dict[tuple[str, str], frozenset[str]]


def audits_of_cell(
    store: ReadingStore,
    scope: AuditScope,
    measure: str,
    group: Mapping[str, str],
    code: str | None = None,
) -> list[str]:
    """Return the permanent ids of the audits that a cell of a crossing counts, sorted.

    `group` is field → value, "" for not recorded, of the cell's row and column; empty for the
    total. Without a `code` these are the audits behind n. For internal use only.
    Raises AuditAppError as `cross` does.
    """
    narrowed = replace(scope, where={**scope.where, **group})
    if any(scope.where.get(name, value) != value for name, value in group.items()):
        return []
    with store.snapshot():
        check_fields(store, narrowed)
        codes = _codes(_measured(store, scope, measure), code)
        return audits_behind(store, narrowed, codes)


def _measured(store: ReadingStore, scope: AuditScope, measure: str) -> Measured:
    """Return the measure as the whole scope has it, not as the one cell would."""
    kind, _, name = measure.partition(":")
    if kind == "overall":
        return overall_measure(read_facts(store, scope))
    (tool,) = tools_of(store, scope, tools_in_scope(store, scope))
    return measure_of(tool, kind, name)


def _codes(measured: Measured, code: str | None) -> Codes:
    if isinstance(measured, MeasuredGrade):
        wanted = _wanted(measured.scale, code)
        return {(version, measured.field): wanted for version in measured.versions}
    several = measured.questions if isinstance(measured, MeasuredTheme) else [measured]
    found: Codes = {}
    for each in several:
        if isinstance(each, MeasuredAnswer):
            found |= _answer_codes(each, code)
    return found


def _answer_codes(measured: MeasuredAnswer, code: str | None) -> Codes:
    """Return the codes as each version writes them."""
    newest = measured.combined.newest
    wanted = _wanted(measured.scale, code) if measured.scale else _chosen(measured, code)
    return {
        (version, measured.combined.field): wanted
        | {old for old, new in codes.items() if new in wanted}
        for version, codes in newest.codes.items()
    }


def _chosen(measured: MeasuredAnswer, code: str | None) -> frozenset[str]:
    every = frozenset({*measured.choices, "not_evidenced", "answered"})
    return frozenset({code}) if code else every


def _wanted(scale: Scale, code: str | None) -> frozenset[str]:
    good = scale.good_codes & scale.counted_codes
    match code:
        case None:
            return scale.counted_codes | {"not_evidenced"}
        case "good_or_better":
            return good
        case "other":
            return scale.counted_codes - good
        case _:
            return frozenset({code})
