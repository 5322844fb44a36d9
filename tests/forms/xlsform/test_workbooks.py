"""Workbooks as people and attackers write them: what a cell means, and what costs nothing."""

import io
import time
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.tool_checks import faults
from forms.xlsform import import_workbook
from tests.forms.xlsform.making import Rows, form, imported, workbook

_SOUND = "survey\n type | name | label\n text | a | A"


def test_blank_rows_above_the_headings_are_passed_over() -> None:
    content = workbook({"survey": [[], [None], ["type", "name", "label"], [], ["text", "a", "A"]]})
    found = import_workbook(content, "form.xlsx")
    assert found.tool is not None
    assert list(found.tool.questions) == ["a"]
    assert [line[:3] for line in found.report.ignored] == [("survey", 1, None)]


def test_row_numbers_are_those_of_the_workbook() -> None:
    content = workbook(
        {
            "survey": [
                [],
                ["type", "name", "label"],
                [],
                [],
                ["texxt", "a", "A"],
                ["text", "a b", "B"],
            ]
        }
    )
    found = import_workbook(content, "form.xlsx")
    assert [line[:3] for line in found.report.refused] == [("survey", 5, 1), ("survey", 6, 2)]


def test_numbers_days_and_booleans_are_read_as_other_programs_do() -> None:
    content = workbook(
        {
            "survey": [
                ["type", "name", "label", "default", "required"],
                ["select_one l", "a", 5.0, 1.0, True],
                ["date", "b", "B", date(2026, 3, 1), False],
            ],
            "choices": [["list name", "name", "label"], ["l", 1.0, "One"], ["l", 1.5, "More"]],
            "settings": [["form_id", "version"], ["x", 2026.0]],
        }
    )
    found = import_workbook(content, "form.xlsx")
    assert found.tool is not None
    a, b = found.tool.questions.values()
    assert (a.label, a.default, a.required) == ("5", "1", True)
    assert [choice.code for choice in a.choices] == ["1", "1_5"]
    assert (b.default, b.required) == ("2026-03-01", False)
    assert found.tool.version == "2026"


@pytest.mark.parametrize("name", ["Survey", "SURVEY", "Sheet1"])
def test_sheet_names_have_no_case_and_one_sheet_may_have_any(name: str) -> None:
    found = import_workbook(workbook({name: [["type", "name", "label"], ["text", "a", "A"]]}), "f")
    assert found.tool is not None


def test_doubled_blanks_and_typographic_quotes_mean_nothing_in_names_and_rules() -> None:
    found = imported(
        """
        survey
          type            | name | label       | relevant
          select_one  l   | a    | “Quoted”  x |
          text            | b    | B           | ${a} = ’x’
        choices
          list name | name | label
          l         | x    | X
          l         | y    | Y
        """
    )
    assert found.tool is not None
    assert found.tool.questions["a"].label == "“Quoted”  x"
    assert found.tool.questions["b"].relevant == "${a} = 'x'"


def test_a_formula_is_its_last_value_and_nothing_is_worked_out() -> None:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file) as book:
        page = book.add_worksheet("survey")
        page.write_row(0, 0, ["type", "name", "label"])
        page.write_row(1, 0, ["text", "a"])
        page.write_formula(1, 2, '=HYPERLINK("http://example.invalid")', None, "Seen?")
    found = import_workbook(file.getvalue(), "form.xlsx")
    assert found.tool is not None
    assert found.tool.questions["a"].label == "Seen?"


def test_a_stray_cell_at_the_end_of_excel_costs_nothing() -> None:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file) as book:
        page = book.add_worksheet("survey")
        page.write_row(0, 0, ["type", "name", "label"])
        page.write_row(1, 0, ["text", "a", "A"])
        page.write(1_048_575, 16_383, "stray")
        page.write(1, 16_383, "stray")
    start = time.process_time()
    found = import_workbook(file.getvalue(), "form.xlsx")
    assert found.tool is not None
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"type,name,label",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 500,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2_000,
        form(_SOUND)[:400],
    ],
)
def test_a_file_that_is_no_workbook_is_one_refused_line(content: bytes) -> None:
    found = import_workbook(content, "form.xlsx")
    assert found.tool is None
    assert [line[:3] for line in found.report.refused] == [("", 0, None)]


def _with_part(name: str, part: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form(_SOUND))) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, part if entry == name else old.read(entry))
    return file.getvalue()


def test_an_entity_bomb_is_refused_at_once() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    )
    found = import_workbook(_with_part("xl/sharedStrings.xml", bomb), "form.xlsx")
    assert found.tool is None
    assert len(found.report.refused) == 1


@pytest.mark.slow
def test_a_thousand_rows_take_less_than_two_seconds() -> None:
    rows: list[list[str]] = [["type", "name", "label", "relevant", "constraint", "required"]]
    for group in range(20):
        rows.append(["begin group", f"g{group}", f"Group {group}"])
        for at in range(48):
            asked = f"q{group}_{at}"
            rule = f"${{q{group}_{at - 1}}} = 'x'" if at else ""
            rows.append(["select_one l", asked, f"Question {asked}?", rule, ". != 'y'", "yes"])
        rows.append(["end group"])
    choices: Rows = [["list_name", "name", "label"], ["l", "x", "X"], ["l", "y", "Y"]]
    content = workbook({"survey": rows, "choices": choices})
    start = time.process_time()
    found = import_workbook(content, "form.xlsx")
    assert time.process_time() - start < 5
    assert found.tool is not None
    assert len(found.tool.questions) == 960
    assert found.report.accepted == 980


_CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(
        (
            *("text", "select_one l", "begin group", "end group", "begin repeat", "end repeat"),
            *("calculate", "range", "note", "begin loop over l", "end loop", "a", "b", "${a}", "l"),
            *("${a} = 'x'", "yes", "label", "name", "type", "relevant", "calculation", "%", "${"),
            *(
                "audit_scale",
                "audit_limiting",
                "no -> good: x",
                "yes_no",
                "list_name",
                "-1",
                "cuts",
            ),
            *("not_applicable", "label::English (en)", "language", "cy Cymraeg", "value", "amends"),
        )
    ),
)
_SHEETS = st.dictionaries(
    st.sampled_from(("survey", "choices", "settings", "entities", "audit_tool", "audit_amends")),
    st.lists(st.lists(_CELLS, max_size=6), max_size=7),
    min_size=1,
)
_HEADED = st.lists(st.lists(_CELLS, max_size=6), max_size=7).map(
    lambda rows: [["type", "name", "label", "relevant", "calculation", "audit_scale"], *rows]
)


@settings(max_examples=150, deadline=None)
@given(_SHEETS, _HEADED, st.booleans())
def test_whatever_stands_in_the_sheets_there_is_a_sound_tool_or_a_reason(
    sheets: dict[str, Rows], survey: Rows, headed: bool
) -> None:
    content = workbook({**sheets, "survey": survey} if headed else sheets)
    found = import_workbook(content, "form.xlsx")
    assert (found.tool is None) == bool(found.report.refused)
    if found.tool is not None:
        assert faults(found.tool) == []
