"""What the periods are called that people choose by name; knows no Qt."""

from forms.periods import Days, PeriodName, named_days, year_before

__all__ = ["PERIOD_LABELS", "Days", "PeriodName", "named_days", "year_before"]

PERIOD_LABELS: dict[PeriodName, str] = {
    "all": "Any date",
    "this_quarter": "This quarter",
    "last_quarter": "Last quarter",
    "last_12_months": "Last 12 months",
    "between": "From – to …",
}
