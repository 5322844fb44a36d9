"""A reference to a question that has the name of the form itself is refused where it stands."""

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
