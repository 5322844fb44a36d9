"""An audit tool as a workbook: what other programs and people in Excel find in it."""

import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import load_workbook

from exports.xlsform import tool_workbook, write_tool_workbook
from forms.errors import AuditAppError
from forms.questions import Choice, Limit, Question
from forms.tool_files import builtin_tool, scale_library
from forms.tools import AuditTool, Language, Section


def sheets(tool: AuditTool) -> dict[str, list[dict[str, str]]]:
    """Return the rows of every sheet by heading."""
    with load_workbook(io.BytesIO(tool_workbook(tool))) as workbook:
        found = {}
        for name in workbook.sheet_names:
            heads, *rows = workbook.get_sheet_by_name(name).to_python()
            found[name] = [
                {str(head): str(cell) for head, cell in zip(heads, row, strict=True) if cell != ""}
                for row in rows
            ]
    return found


def tool_of(*questions: Question, languages: tuple[Language, ...] = ()) -> AuditTool:
    return AuditTool(
        id="small",
        version="1.0",
        title="Small",
        look_back_months=12,
        scales=(scale_library()["ofsted"], scale_library()["yes_no"]),
        languages=languages,
        sections=(Section(id="part", title="Part", questions=questions),),
    )


def asked(**fields: object) -> Question:
    return Question.model_validate({"id": "q", "kind": "text", "label": "Q?", **fields})


def test_a_graded_question_names_its_scale_for_us_and_its_list_for_others() -> None:
    book = sheets(tool_of(asked(kind="graded", scale="yes_no")))
    assert book["survey"][1] == {
        "type": "select_one yes_no",
        "name": "q",
        "label": "Q?",
        "required": "yes",
        "audit_scale": "yes_no",
    }
    codes = [row["name"] for row in book["choices"] if row["list_name"] == "yes_no"]
    assert codes == ["yes", "no"]


def test_questions_that_offer_the_same_choices_share_a_list() -> None:
    choices = (Choice(code="a", label="A"), Choice(code="b", label="B"))
    first = asked(id="first", kind="one_of", choices=choices)
    second = asked(id="second", kind="ranked", choices=choices)
    book = sheets(tool_of(first, second))
    assert [row["type"] for row in book["survey"][1:3]] == ["select_one first", "rank first"]
    assert {row["list_name"] for row in book["choices"]} == {"ofsted", "yes_no", "first"}


def test_a_list_never_takes_the_name_of_a_scale() -> None:
    choices = (Choice(code="a", label="A"), Choice(code="b", label="B"))
    book = sheets(tool_of(asked(id="yes_no", kind="one_of", choices=choices)))
    assert book["survey"][1]["type"] == "select_one yes_no_choices"


def test_every_language_has_every_column_that_any_has() -> None:
    question = asked(hint="Look", translations={"cy": {"label": "C?"}})
    languages = (Language(code="en", title="English"), Language(code="cy", title="Cymraeg"))
    with load_workbook(
        io.BytesIO(tool_workbook(tool_of(question, languages=languages)))
    ) as workbook:
        heads = workbook.get_sheet_by_name("survey").to_python()[0]
    assert {"hint::English (en)", "hint::Cymraeg (cy)", "label::Cymraeg (cy)"} <= set(heads)
    assert not any("::" in str(head) for head in heads if str(head).startswith("audit_"))


def test_limits_stand_in_one_cell_line_by_line() -> None:
    limits = (
        Limit(answers=("no",), cap="inadequate", reason="not seen"),
        Limit(answers=("not_evidenced",), cap="requires_improvement", reason="not shown"),
    )
    book = sheets(tool_of(asked(kind="graded", scale="yes_no", limits=limits)))
    assert book["survey"][1]["audit_limiting"] == (
        "no -> inadequate: not seen\nnot_evidenced -> requires_improvement: not shown"
    )


def test_text_that_looks_like_a_formula_stays_text() -> None:
    with zipfile.ZipFile(io.BytesIO(tool_workbook(tool_of(asked(label="=1+1"))))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"=1+1" in everything
    assert b"<f>" not in everything


def test_the_same_tool_makes_the_same_bytes() -> None:
    tool = builtin_tool("thresholds")
    assert tool_workbook(tool) == tool_workbook(tool)


def test_a_workbook_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    with pytest.raises(AuditAppError, match="could not be written"):
        write_tool_workbook(builtin_tool("thresholds"), tmp_path / "missing" / "form.xlsx")
