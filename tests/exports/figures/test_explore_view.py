"""A view can be kept as plain texts, and means its period anew each time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.explore_view import ExploreView
from forms.errors import AuditAppError

WORDS = st.text(max_size=8)
DAYS = st.one_of(st.none(), st.dates())


@given(
    st.builds(
        ExploreView,
        tool=WORDS,
        measure=st.sampled_from(["overall", "question:seen", "theme:voice"]),
        by=st.sampled_from(["team", "month"]),
        across=st.sampled_from([None, "quarter"]),
        period=st.sampled_from(["all", "last_quarter", "between"]),
        from_=DAYS,
        to=DAYS,
        where=st.dictionaries(WORDS, WORDS, max_size=3),
    )
)
def test_a_view_comes_back_from_its_texts(view: ExploreView) -> None:
    state = view.state()
    assert all(isinstance(each, str) for each in state.values())
    assert ExploreView.of_state(state) == view


def test_last_quarter_is_another_one_next_quarter() -> None:
    view = ExploreView(tool="voice", period="last_quarter", where={"team": "North"})
    scope = view.scope(date(2026, 5, 2))
    assert (scope.audited_from, scope.audited_to) == (date(2026, 1, 1), date(2026, 3, 31))
    assert scope.where == {"team": "North"}
    assert view.scope(date(2026, 8, 2)).audited_from == date(2026, 4, 1)


def test_own_days_stay() -> None:
    day = date(2026, 1, 9)
    view = ExploreView(tool="voice", period="between", from_=day, to=day)
    assert view.scope(date(2030, 1, 1)).audited_to == day


@pytest.mark.parametrize(
    "state", [{}, {"tool": "x", "period": "never"}, {"tool": "x", "odd": "y"}, {"from": "x"}]
)
def test_what_is_no_view_is_told(state: dict[str, str]) -> None:
    with pytest.raises(AuditAppError, match="no longer be read"):
        ExploreView.of_state(state)
