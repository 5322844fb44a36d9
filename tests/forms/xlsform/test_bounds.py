"""A number's bounds as a rule in the workbook."""

import pytest

from forms.questions import Question
from forms.xlsform.bounds import with_bounds, without_bounds


@pytest.mark.parametrize(
    ("minimum", "maximum", "constraint", "cell"),
    [
        (None, None, "", ""),
        (0, None, "", ". >= 0"),
        (None, 17.5, "", ". <= 17.5"),
        (-3, 365, "", ". >= -3 and . <= 365"),
        (0, 10, ". != 5 or ${a} = 'x'", ". >= 0 and . <= 10 and (. != 5 or ${a} = 'x')"),
        (None, None, ". != 5", ". != 5"),
    ],
)
def test_bounds_go_out_as_a_rule_and_are_taken_out_again(
    minimum: float | None, maximum: float | None, constraint: str, cell: str
) -> None:
    question = Question(
        id="q", kind="number", label="Q?", minimum=minimum, maximum=maximum, constraint=constraint
    )
    assert with_bounds(question) == cell
    assert without_bounds(cell, minimum, maximum) == constraint


def test_a_rule_that_somebody_changed_in_excel_is_kept_whole() -> None:
    assert without_bounds(". > 3", 0, 10) == ". > 3"
