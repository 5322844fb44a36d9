"""CSV, as people's spreadsheets write it, becomes audits; problems name row and column."""

import csv
import io
import time
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import ProblemsFound
from forms.findings import Finding
from tests.forms.answer_files.making import an_audit, document, problems, read

HEAD = ["tool", "version", "case", "auditor", "audited_on", "team", "overall"]
ROW = ["visits", "1.0", "C-0001", "auditor-07", "02/04/2026", "North", "good"]


def written(*rows: Sequence[str], delimiter: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


def told(*rows: Sequence[str]) -> list[str]:
    return [line.removeprefix("a.csv:") for line in problems(written(*rows), "a.csv")]


def with_column(name: str, value: str) -> list[str]:
    return told([*HEAD, name], [*ROW, value])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_commas_semicolons_tabs_and_line_ends_of_all_kinds_are_read(
    delimiter: str, end: str, mark: str
) -> None:
    columns = ["seen_alone.evidence", "methods", "seen_on", "days", "standard", "section.visiting"]
    cells = ["She said: “a, b; c”\tand\nmore", "talk;play", "1/3/2026", "4.0", "3", "good"]
    text = mark + written([*HEAD, *columns], [*ROW, *cells], delimiter=delimiter, end=end)
    (recorded,) = read(text, "a.csv").audits
    audit = recorded.audit
    assert audit.findings == {
        "seen_alone": Finding(evidence="She said: “a, b; c”\tand\nmore"),
        "methods": Finding(answer=("play", "talk")),
        "seen_on": Finding(answer="2026-03-01"),
        "days": Finding(answer=4),
        "standard": Finding(answer="3"),
    }
    assert audit.audited_on == date(2026, 4, 2)
    assert audit.attributes == {"team": "North"}
    assert audit.sections == {"visiting": "good"}
    assert recorded.place[:2] == (2, 1)


def test_a_row_is_the_same_audit_as_its_json() -> None:
    evidence = "Seen in March."
    columns = ["seen_alone", "seen_alone.evidence", "methods", "days", "seen_on", "standard"]
    cells = ["yes", evidence, "play talk", "4", "2026-03-01", "3"]
    more = ["section.visiting", "overall_reason"]
    rows = written([*HEAD, *columns, *more], [*ROW, *cells, "good", "Steady work."])
    (from_csv,) = read(rows, "a.csv").audits
    (from_json,) = read(document(an_audit())).audits
    assert (from_csv.uid, from_csv.audit) == (from_json.uid, from_json.audit)


def test_blank_rows_count_as_rows_and_hold_no_audit() -> None:
    text = written([], HEAD, ["", "", "", "", "", "", ""], ROW, [], [*ROW[:2], "C-2", *ROW[3:]], [])
    assert [recorded.place.line for recorded in read(text, "a.csv").audits] == [4, 6]


def test_rows_are_counted_as_spreadsheets_do_across_lines_of_text() -> None:
    head = [*HEAD, "strengths"]
    two = [*ROW[:2], "C-2", *ROW[3:6], "great", ""]
    assert told(head, [*ROW, "one\ntwo\nthree"], two) == [
        "3:7: “overall” must be one of outstanding, good, requires_improvement, inadequate"
    ]


def test_a_title_above_the_headings_is_passed_over() -> None:
    assert len(read(written(["Audits of spring"], [], HEAD, ROW), "a.csv").audits) == 1


def test_columns_without_heading_and_cells_are_ignored() -> None:
    assert len(read(written([*HEAD, "", ""], [*ROW, "", ""]), "a.csv").audits) == 1
    assert len(read(written(HEAD, [*ROW, "", ""]), "a.csv").audits) == 1


def test_the_apostrophe_of_an_export_is_taken_off_again() -> None:
    text = written([*HEAD, "strengths", "improvements"], [*ROW, "'=never late", "'tis well"])
    audit = read(text, "a.csv").audits[0].audit
    assert (audit.strengths, audit.improvements) == ("=never late", "'tis well")


@pytest.mark.parametrize("version", ["1.0", "1", ""])
def test_a_version_that_a_spreadsheet_shortened_is_found(version: str) -> None:
    assert len(read(written(HEAD, [ROW[0], version, *ROW[2:]]), "a.csv").audits) == 1


def test_the_tool_comes_from_the_caller_where_no_column_names_it() -> None:
    text = written(HEAD[2:], ROW[2:])
    assert len(read(text, "a.csv", tool="visits").audits) == 1
    (found,) = problems(text, "a.csv")
    assert found.startswith("a.csv:1:1: the file does not say which audit tool")
    (found,) = problems(text, "a.csv", tool="visit")
    assert "no audit tool “visit”" in found


def test_rows_of_two_tools_are_refused() -> None:
    other = ["thresholds", *ROW[1:2], "C-2", *ROW[3:]]
    assert told(HEAD, ROW, other)[0].startswith("3:1: another tool than in the rows above")
    newer = ["visits", "2.0", "C-2", *ROW[3:]]
    assert told(HEAD, ROW, newer)[0].startswith("3:2: another version than in the rows above")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("seen_alne", "“seen_alne” is not a column of this tool's answers; did you mean"),
        ("Seen alone", "did you mean “seen_alone”"),
        ("seen_alone.evidnce", "did you mean “seen_alone.evidence”"),
        ("nobody.evidence", "“nobody.evidence” is not a column"),
        ("section.visting", "did you mean “section.visiting”"),
        ("section.facts", "“section.facts” is not a column"),
        ("Team", "did you mean “team”"),
        ("plan type", "did you mean “plan_type”"),
        ("locality", "(a column of your own is called “attribute.NAME”)"),
        ("attribute.Locality", "“attribute.Locality” is not a column"),
        ("attributes.locality", "is not a column"),
        ("overal", "did you mean “overall”"),
        ("overall", "the column “overall” stands twice"),
        ("attribute.team", "the column “attribute.team” stands twice"),
        ("tool", "the column “tool” stands twice"),
    ],
)  # fmt: skip
def test_a_column_that_is_not_known_is_told_once_with_the_closest(name: str, expected: str) -> None:
    found = told([*HEAD, name], [*ROW, "x"], [*ROW[:2], "C-2", *ROW[3:], "x"])
    assert len([line for line in found if line.startswith("1:8: ")]) == 1
    assert any(expected in line for line in found)


def test_own_attributes_have_their_own_columns() -> None:
    text = written([*HEAD, "attribute.locality", "plan_type"], [*ROW, "Harbour", "child in need"])
    audit = read(text, "a.csv").audits[0].audit
    assert audit.attributes == {
        "team": "North",
        "locality": "Harbour",
        "plan_type": "child in need",
    }


def test_a_question_comes_before_an_attribute_of_the_same_name() -> None:
    text = written([*HEAD, "disability", "attribute.disability"], [*ROW, "met", "hearing"])
    audit = read(text, "a.csv").audits[0].audit
    assert audit.findings == {"disability": Finding(answer="met")}
    assert audit.attributes["disability"] == "hearing"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("seen_alone", "maybe", "“seen_alone” must be one of yes, no"),
        ("days", "soon", "“days” must be a number"),
        ("days", "4.5", "“days” must be a whole number"),
        ("methods", "play;sing", "“methods” must be a list of play, drawing, talk"),
        ("seen_on", "31/02/2026", "“seen_on” must be a date such as 2026-04-02"),
        ("seen_on", "1/3/26", "“seen_on” must be a date"),
        ("seen_on", "22/11/2026", "“seen_on” must be 21/11/2026 or earlier"),
        ("section.visiting", "best", "the grade of section “visiting” must be one of"),
        ("strengths", "x" * 20_001, "“strengths” is longer than 20000 characters"),
        ("seen_alone.evidence", "x" * 20_001, "the evidence for “seen_alone” is longer than"),
        ("service", "x" * 101, "“service” is longer than 100 characters"),
    ],
)
def test_each_problem_is_told_at_its_cell(name: str, value: str, expected: str) -> None:
    (found,) = with_column(name, value)
    assert found.startswith(f"2:8: {expected}")


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (2, "", "2:3: “case” is missing"),
        (3, " ", "2:4: “auditor” is missing"),
        (4, "", "2:5: “audited_on” is missing"),
        (4, "04/13/2026", "2:5: “audited_on” must be a date such as 2026-04-02"),
        (4, "22/11/2026", "2:5: “audited_on” is in the future"),
    ],
)
def test_what_an_audit_cannot_do_without(column: int, value: str, expected: str) -> None:
    row = [*ROW]
    row[column] = value
    assert told(HEAD, row) == [expected]


def test_a_missing_column_is_told_once_not_for_every_row() -> None:
    rows = [[*ROW[:3], f"{day}/4/2026"] for day in range(1, 9)]
    found = told([*HEAD[:3], "audited_on"], *rows)
    assert found == ["1:1: the column “auditor” is missing"]


def test_one_bad_row_in_a_hundred_is_named() -> None:
    rows = [[*ROW[:2], f"C-{number}", *ROW[3:]] for number in range(100)]
    rows[56][6] = "fair"
    assert told(HEAD, *rows) == [
        "58:7: “overall” must be one of outstanding, good, requires_improvement, inadequate"
    ]


def test_rows_of_uneven_length_are_told_and_the_rest_is_still_checked() -> None:
    found = told(HEAD, ROW[:5], [*ROW[:2], "C-2", *ROW[3:6], "bad", "stray"], [])
    assert found == [
        "2:5: this row has 5 cells where the headings are 7",
        "3:7: “overall” must be one of outstanding, good, requires_improvement, inadequate",
        "3:8: this cell stands under no heading",
    ]
    assert told([*HEAD, ""], [*ROW, "x"]) == ["2:8: this cell stands under no heading"]


def test_the_same_audit_twice_names_both_rows() -> None:
    twin = [*ROW[:2], "c-0001 ", "Auditor-07", "2026-04-02", "South", "good"]
    assert told(HEAD, ROW, twin) == [
        "3:1: the same case, auditor and date as the audit at a.csv:2:1; keep one of them"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1:1: no row of headings was found"),
        (b"just words\nand more\n", "1:1: no row of headings was found"),
        (b"Case,Auditor\n1,2\n", "1:1: no row of headings was found"),
        (b"\n" * 30 + b"case,auditor\n", "1:1: no row of headings was found"),
        (b"case,auditor\nC-1,caf\xe9\n", "2:2: not UTF-8 text; in Excel save as “CSV UTF-8"),
        (b"case,auditor\nC-1,x\n\xe9,y\n", "3:1: not UTF-8 text"),
        (b"\xff\xfec\x00a\x00s\x00e\x00", "1:1: not UTF-8 text"),
        (b"case,auditor\nC-1,a\x00b\n", "2:2: a NUL character; this is not a text file"),
        (b'case,auditor\nC-1,"never closed\n', "2:1: a quotation mark that opens in this row"),
        (b'case,auditor\nC-1,"a"b\n', "2:1: the quotation marks in this row do not pair up"),
        (b"case,auditor\nC-1," + b"x" * 200_000, "2:1: a cell of this row is far too long"),
        (b"case" + b",x" * 2_001, "1:1: more than 2,000 columns"),
        (b"case\n" + b"\n" * 100_001, "100001:1: more than 100,000 rows"),
        (b"case\n" + b"," * 9_000_000, "2:1: this line is far too long"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "2:1: not UTF-8 text"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_as_a_table(content: bytes, expected: str) -> None:
    (found,) = problems(content, "a.csv", tool="visits")
    assert found.startswith(f"a.csv:{expected}")


def test_problems_never_repeat_what_was_answered() -> None:
    canary = "CANARY words about a child"
    head = [*HEAD[:6], "overall", "days", "seen_on", "methods", "section.visiting"]
    found = told(head, ["visits", "1.0", "C-1", "a", canary, canary * 9, *[canary] * 5])
    assert len(found) == 7
    assert "CANARY" not in "".join(found)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=100)
    | st.text(alphabet="case,;\t\"'\r\n visit1.0/2=\u00e9\x00", max_size=100).map(str.encode)
)
def test_any_bytes_after_the_headings_are_read_or_refused(junk: bytes) -> None:
    try:
        read(written(HEAD, ROW).encode() + junk, "a.csv")
    except ProblemsFound as found:
        assert all(problem.line >= 0 and problem.column >= 0 for problem in found.problems)


def test_two_thousand_rows_are_read_in_seconds() -> None:
    rows = [[*ROW[:2], f"C-{number}", *ROW[3:], "Evidence. " * 20] for number in range(2_000)]
    start = time.process_time()
    assert len(read(written([*HEAD, "seen_alone.evidence"], *rows), "a.csv").audits) == 2_000
    assert time.process_time() - start < 5
