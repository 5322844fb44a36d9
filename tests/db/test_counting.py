"""Counts are the same from the tally, from the codes of audits, and fact by fact."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.code_columns import count_columns
from db.counting import fact_counts
from db.reading import AuditScope
from db.store import ReadingStore
from forms.audits import Audit
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit, memory_cabinet


@pytest.fixture
def cabinet() -> Iterator[Cabinet]:
    with memory_cabinet() as opened:
        yield opened


FIRST_DAY = date(2025, 11, 20)
ANSWERS = {
    "seen": (None, "yes", "no", "not_applicable"),
    "place": (None, "home", "school"),
    "methods": (None, ("play",), ("art", "play")),
    "visits": (None, 3, 2.5),
    "last": (None, "2026-01-05"),
    "words": (None, "Some words."),
}
FIELDS = ("team", "agency", "auditor", "case", "overall", "version", "quarter", "month")


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    day = draw(st.one_of(st.none(), st.integers(0, 200)))
    teams = st.sampled_from(
        [{}, {"team": "North"}, {"team": 'O\'Brien "quay"', "agency": "police"}]
    )
    return an_audit(
        {name: draw(st.sampled_from(answers)) for name, answers in ANSWERS.items()},
        case=draw(st.sampled_from(["C-1", "C-2"])),
        auditor=draw(st.sampled_from(["auditor-01", "auditor-02"])),
        audited_on=None if day is None else FIRST_DAY + timedelta(days=day),
        attributes=draw(teams),
        overall=draw(st.sampled_from([None, "good", "inadequate"])),
        status=draw(st.sampled_from(["completed", "completed", "void"])),
    )


def days(*, first: bool) -> st.SearchStrategy[date | None]:
    """Any day, and often one that begins or ends a month."""
    ends = (
        [date(2025, 12, 1), date(2026, 2, 1)] if first else [date(2026, 1, 31), date(2026, 2, 28)]
    )
    any_day = st.integers(0, 200).map(lambda number: FIRST_DAY + timedelta(days=number))
    return st.one_of(st.none(), st.sampled_from(ends), any_day)


def scopes() -> st.SearchStrategy[AuditScope]:
    some = st.sampled_from(
        [{}, {}, {"version": "1.0"}, {"team": "North"}, {"team": ""}, {"auditor": "auditor-01"},
         {"overall": ""}, {"quarter": "2026-Q1"}, {"month": "2025-12", "case": "C-1"}]
    )  # fmt: skip
    tools = st.sampled_from([None, "voice", "other"])
    return st.builds(AuditScope, tools, days(first=True), days(first=False), some)


def _value(name: str, version: str, audit: Audit) -> str:
    day = audit.audited_on
    known = {
        "version": version,
        "month": f"{day:%Y-%m}" if day else "",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}" if day else "",
        "auditor": audit.auditor,
        "case": audit.case,
        "overall": audit.overall or "",
    }
    return known[name] if name in known else audit.attributes.get(name, "")


def _plainly(
    made: list[tuple[str, str, Audit]], scope: AuditScope, by: tuple[str, ...]
) -> Counter[tuple[object, ...]]:
    """Group, field and answer → audits, from the audits themselves."""
    found: Counter[tuple[object, ...]] = Counter()
    for tool, version, audit in made:
        day = audit.audited_on.isoformat() if audit.audited_on else ""
        if (
            audit.status == "void"
            or scope.tool_id not in (None, tool)
            or (scope.audited_from and day < scope.audited_from.isoformat())
            or (scope.audited_to and day > scope.audited_to.isoformat())
            or any(_value(name, version, audit) != value for name, value in scope.where.items())
        ):
            continue
        group = tuple(_value(name, version, audit) for name in by)
        found[*group, "overall", audit.overall or "unanswered", None] += 1
        for name in ANSWERS:
            found[*group, f"finding.{name}", *_counted(name, audit)] += 1
    return found


def _counted(name: str, audit: Audit) -> tuple[str, object]:
    answer = audit.findings[name].answer
    if answer is None or answer == "not_applicable":
        return str(answer or "unanswered"), None
    if name in ("seen", "place"):
        return str(answer), None
    return "answered", None if name == "words" else answer


TOOLS, VERSIONS = st.sampled_from(["voice", "other"]), st.sampled_from(["1.0", "1.1"])


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(TOOLS, VERSIONS, audits()), max_size=9),
    scopes(),
    st.lists(st.sampled_from(FIELDS), max_size=3, unique=True).map(tuple),
)  # fmt: skip
def test_counts_are_those_of_a_plain_recount(
    made: list[tuple[str, str, Audit]], scope: AuditScope, by: tuple[str, ...]
) -> None:
    with memory_cabinet() as cabinet:
        for tool, version, audit in made:
            cabinet.add(a_tool(tool, version), audit)
        expected = _plainly(made, scope, by)
        fields = ["overall", *(f"finding.{name}" for name in ANSWERS)]
        assert _counts(cabinet.store, scope, by, fields) == expected
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("db.counting.is_of_months", lambda *_: False)
            assert _counts(cabinet.store, scope, by, fields) == expected


def _counts(
    store: ReadingStore, scope: AuditScope, by: tuple[str, ...], fields: list[str]
) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for group, _, field, code, number, answer in fact_counts(store, scope, by, fields):
        found[*group, field, code, answer] += number
    return found


def test_whole_months_are_read_without_looking_at_an_audit(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), an_audit(audited_on=date(2026, 4, 2)))
    cabinet.store.run("PRAGMA foreign_keys = OFF")
    cabinet.store.run("DELETE FROM current_codes")
    cabinet.store.run("DELETE FROM current_fact")
    whole = AuditScope("voice", date(2026, 4, 1), date(2026, 6, 30))
    assert sum(_counts(cabinet.store, whole, ("quarter",), ["overall"]).values()) == 1
    part = AuditScope("voice", date(2026, 4, 2), date(2026, 6, 30))
    assert not _counts(cabinet.store, part, ("quarter",), ["overall"])


def test_what_cannot_be_a_field_is_refused(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="not a field"):
        fact_counts(cabinet.store, AuditScope(), ("team') --",))


@pytest.mark.parametrize(
    "damage",
    ["current_codes SET codes = 'zz'", "code_kind SET layout = 7", "code_kind SET month = 'x'"],
)
def test_damaged_counts_are_known_trouble(cabinet: Cabinet, damage: str) -> None:
    cabinet.add(a_tool(), an_audit())
    cabinet.store.run(f"UPDATE {damage}")
    with pytest.raises(AuditAppError, match="damaged"):
        fact_counts(cabinet.store, AuditScope(), ("team", "quarter"))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3), st.data())
def test_columns_are_counted_alike_whatever_was_learnt_of_them(
    width: int, data: st.DataObject
) -> None:
    frequent, rare = st.sampled_from('!"#'), st.sampled_from([chr(n) for n in range(33, 73)])
    text = st.lists(st.one_of(frequent, frequent, rare), min_size=width, max_size=width)
    often: dict[int, str] = {}
    for _ in range(3):
        texts = ["".join(each) for each in data.draw(st.lists(text, max_size=40))]
        counted: Counter[tuple[int, str]] = Counter()
        together = "".join(texts)
        for place, each, audits in count_columns(together, width, None, often):
            counted[place, each] += audits
        assert counted == Counter((place, c) for one in texts for place, c in enumerate(one))
        last = [each for each in counted if each[0] == width - 1]
        assert {each[:2] for each in count_columns(together, width, [width - 1], often)} == set(
            last
        )
