"""A view can be kept as plain texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import AuditAppError
from forms.explore_views import ExploreView

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


@pytest.mark.parametrize(
    "state", [{}, {"tool": "x", "period": "never"}, {"tool": "x", "odd": "y"}, {"from": "x"}]
)
def test_what_is_no_view_is_told(state: dict[str, str]) -> None:
    with pytest.raises(AuditAppError, match="no longer be read"):
        ExploreView.of_state(state)
