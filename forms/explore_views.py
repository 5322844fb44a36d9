"""What somebody looked at in Explore, so that it can be worked out again: a part of a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from forms.errors import AuditAppError
from forms.periods import Days, PeriodName, named_days

_WHERE: Final = "where."
_Name = Annotated[str, StringConstraints(max_length=300)]


class ExploreView(BaseModel):
    """A measure by one field or two, and the audits it is about. It holds no figures.

    `measure` is overall, section:ID, question:ID or theme:NAME, as in `cross`. A named period is
    meant anew each time: “last quarter” is another one next quarter. Only `between` has days of
    its own, and `all` has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    tool: _Name
    measure: _Name = "overall"
    by: _Name = "team"
    across: _Name | None = Field(default=None, alias="and")
    period: PeriodName = "all"
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    where: Annotated[dict[_Name, _Name], Field(max_length=100)] = Field(default_factory=dict)

    def days(self, today: date) -> Days:
        """Return the days that the period means today."""
        if self.period == "between":
            return Days(self.from_, self.to)
        return named_days(self.period, today)

    def state(self) -> dict[str, str]:
        """Return the view as plain texts, as settings keep it."""
        given = self.model_dump(mode="json", by_alias=True, exclude={"where"}, exclude_none=True)
        return given | {f"{_WHERE}{name}": value for name, value in self.where.items()}

    @classmethod
    def of_state(cls, state: Mapping[str, str]) -> ExploreView:
        """Return the view that settings kept. Raises AuditAppError where they do not hold one."""
        where = {
            name.removeprefix(_WHERE): value
            for name, value in state.items()
            if name.startswith(_WHERE)
        }
        plain = {name: value for name, value in state.items() if not name.startswith(_WHERE)}
        try:
            return cls.model_validate({**plain, "where": where})
        except ValidationError:
            raise AuditAppError(
                "This view can no longer be read. Remove it, then set it up again and save it."
            ) from None
