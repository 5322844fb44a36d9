"""Tools whose ids, words and languages other programs would trip over go out and come back."""

import pytest
from pyxform.xls2xform import convert

from exports.xlsform import tool_workbook
from forms.errors import ProblemsFound
from forms.tool_files import read_tool
from forms.tools import AuditTool
from forms.xlsform import import_workbook

HEAD = 'id: t\nversion: "1.0"\ntitle: T\npurpose: P\nlook_back_months: 12\ngrade_scale: ofsted\n'


def tool(sections: str, head: str = "") -> AuditTool:
    return read_tool(f"{HEAD}{head}sections:\n{sections}".encode(), "t.yaml")


def assert_travels(made: AuditTool) -> None:
    """Other programs take it without a warning, and it comes back as it was."""
    book = tool_workbook(made)
    warnings: list[str] = []
    convert(xlsform=book, warnings=warnings, validate=False, file_type=".xlsx")
    assert warnings == []
    found = import_workbook(book, "form.xlsx")
    assert found.report.refused == ()
    assert found.report.degraded == ()
    assert found.tool == made


def test_a_section_may_have_the_id_of_a_question() -> None:
    assert_travels(
        tool("""
  - id: seen
    title: Seen
    questions:
      - {id: seen, kind: text, label: Who saw the child}
      - {id: why, kind: text, label: Why, relevant: "${seen} = 'nobody'"}
""")
    )


def test_ids_may_be_names_that_xlsform_gives_the_form_itself() -> None:
    assert_travels(
        tool("""
  - id: data
    title: Visits
    repeat: {each: visit}
    questions:
      - {id: date, kind: date, label: Date}
  - id: meta
    title: About the audit
    questions:
      - {id: data_2, kind: text, label: Data, relevant: "count(${data}) > 1"}
""")
    )


def test_a_rule_may_name_a_question_called_data() -> None:
    assert_travels(
        tool("""
  - id: part
    title: Part
    questions:
      - {id: data, kind: text, label: Data}
      - {id: b, kind: text, label: B, relevant: "${data} = 'x'"}
""")
    )


def test_no_question_is_called_meta() -> None:
    with pytest.raises(ProblemsFound, match="“meta” is a name that XLSForm keeps"):
        tool("  - {id: s, title: S, questions: [{id: meta, kind: text, label: M}]}")


def test_words_may_hold_a_dollar_sign_and_a_bracket() -> None:
    assert_travels(
        tool("""
  - id: part
    title: It costs ${much}
    questions:
      - {id: a, kind: text, label: "${a b and ${b}", hint: "${", guidance: "${} ${nobody"}
      - id: b
        kind: one_of
        label: Write ${name}
        choices: [{code: x, label: "${x}"}, {code: y, label: "${a}"}]
""")
    )


LANGUAGES = """
  - id: part
    title: Part
    translations: {cy: {title: Rhan}}
    questions:
      - {id: a, kind: text, label: A, translations: {cy: {label: B}, pt-BR: {label: C}}}
"""


def test_languages_may_have_a_country_and_any_title() -> None:
    head = (
        "languages: [{code: en-GB, title: 'English (UK)'}, {code: cy, title: 'Cymraeg :: Welsh'},"
        " {code: pt-BR, title: Português}]\n"
    )
    assert_travels(tool(LANGUAGES, head))


def test_two_countries_of_one_language_stay_apart() -> None:
    head = (
        "languages: [{code: pt, title: Português}, {code: cy, title: Cymraeg},"
        " {code: pt-BR, title: Português}]\n"
    )
    assert_travels(tool(LANGUAGES, head))
