"""A view means its period anew each time."""

from datetime import date

from exports.figures.view_scopes import view_scope
from forms.explore_views import ExploreView


def test_last_quarter_is_another_one_next_quarter() -> None:
    view = ExploreView(tool="voice", period="last_quarter", where={"team": "North"})
    scope = view_scope(view, date(2026, 5, 2))
    assert (scope.audited_from, scope.audited_to) == (date(2026, 1, 1), date(2026, 3, 31))
    assert scope.where == {"team": "North"}
    assert view_scope(view, date(2026, 8, 2)).audited_from == date(2026, 4, 1)


def test_own_days_stay() -> None:
    day = date(2026, 1, 9)
    view = ExploreView(tool="voice", period="between", from_=day, to=day)
    assert view_scope(view, date(2030, 1, 1)).audited_to == day
