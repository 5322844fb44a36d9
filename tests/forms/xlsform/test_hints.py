"""What a refusal says beside the place: what was probably meant."""

import pytest

from forms.xlsform import Line, import_workbook
from tests.forms.xlsform.making import Rows, form, imported, workbook


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Text", "; did you mean “text”?"),
        ("xeopoint", "; did you mean “geopoint”?"),
        ("Select Multiple toys", "; did you mean “select_multiple toys”?"),
        ("begin grp", "; did you mean “begin_group”?"),
        ("select_one", "; the name of a list must follow"),
        ("db:person", ""),
    ],
)
def test_a_type_that_is_none_comes_with_what_was_meant(written: str, hint: str) -> None:
    text = f"survey\n  type | name | label\n  {written} | a | A\n"
    assert (
        Line("survey", 2, 1, f"“{written}” is not a type of question{hint}")
        in imported(text).report.refused
    )


def test_a_sheet_with_almost_the_right_name_is_told() -> None:
    rows: dict[str, Rows] = {"Surveys": [["type", "name"], ["text", "a"]], "notes": [["x"]]}
    refused = import_workbook(workbook(rows), "form.xlsx").report.refused
    assert [line.reason for line in refused] == [
        "the workbook has no sheet “survey” with headings; if it is “Surveys”, call it “survey”"
    ]


def test_a_survey_without_types_is_refused_in_one_line() -> None:
    text = "survey\n  tipo | name | label\n  text | a | A\n  text | b | B\n"
    refused = imported(text).report.refused
    assert refused == (Line("survey", 1, None, "the sheet has no column “type”"),)


def test_a_workbook_under_another_ending_is_read_and_told() -> None:
    book = form("survey\n  type | name | label\n  text | a | A\n")
    found = import_workbook(book, "form.xls")
    assert found.tool is not None
    reason = "this is an .xlsx workbook under another ending; some programs refuse it"
    assert Line("", 0, None, reason) in found.report.ignored
    assert not any(line.sheet == "" for line in import_workbook(book, "F.XLSX").report.ignored)
