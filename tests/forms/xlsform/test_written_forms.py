"""Refusals that hang on how other programs write the form: its own name, lists, headings."""

import pytest

from tests.forms.xlsform.making import form, imported
from tests.forms.xlsform.test_agreement import converts

SURVEY = """
survey
    type            | name | label | {column}
    text            | data | Data  |
    begin group     | g    | Group | {group}
    select_one ab   | b    | B     | {question}
    end group       |      |       |
choices
    list_name | name | label | image
    ab        | a    | A     | {choice}
settings
    form_title | {setting} | name
    Form       | ${{data}} | {root}
"""


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"column": "media::image", "group": "${data}"}, ("survey", 3, 4)),
        ({"column": "image", "question": "${data}"}, ("survey", 4, 4)),
        ({"choice": "${data}"}, ("choices", 2, 4)),
        ({"setting": "instance_name"}, ("settings", 2, 2)),
        ({"setting": "instance_name", "root": "other"}, None),
        ({"column": "notes", "question": "${data}"}, None),
        ({}, None),
    ],
)
def test_a_reference_to_the_form_itself(
    cells: dict[str, str], place: tuple[str, int, int] | None
) -> None:
    empty = {"column": "hint", "group": "", "question": "", "choice": "", "setting": "remark"}
    text = SURVEY.format(**{**empty, "root": "data", **cells})
    found = imported(text).report.refused
    assert [line[:3] for line in found] == ([place] if place else [])
    assert converts(form(text)) is (place is None)


SEARCHED = """
survey
    type          | name | label | appearance
    select_one ab | a    | A     | {appearance}
choices
    list_name | name | label | note::x
    ab        | a    | A     | n
"""


@pytest.mark.parametrize("appearance", ["", "minimal", "search('toys')"])
def test_a_split_column_of_choices_is_refused_unless_the_list_is_searched(appearance: str) -> None:
    text = SEARCHED.format(appearance=appearance)
    taken = appearance.startswith("search")
    assert converts(form(text)) is taken
    assert (imported(text).tool is not None) is taken


def test_a_column_that_the_entities_sheet_has_not_is_refused_at_its_heading() -> None:
    text = """
survey
    type | name | label
    text | a    | A
entities
    list_name | label | colour
    trees     | x     | green
"""
    found = imported(text).report.refused
    assert [line[:3] for line in found] == [("entities", 1, 3)]
