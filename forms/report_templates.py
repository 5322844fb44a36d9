"""A report as it is made anew each quarter: what it is about, its own words, its parts in order."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, field_validator

from forms.audits import AttributeName, Fields, Reference
from forms.findings import Written
from forms.periods import Days, PeriodName, named_days
from forms.report_parts import (
    Comparison,
    Introduction,
    Recommendations,
    ReportPart,
    Sections,
    Summary,
    Trend,
    Words,
)
from forms.tools import ToolId
from forms.wording import Strict

TEMPLATE_KIND: Final = "report_template"

MOST_LOGO_BYTES: Final = 300_000
_MOST_LOGO_TEXT: Final = MOST_LOGO_BYTES * 4 // 3 + 4
_PNG: Final = b"\x89PNG\r\n\x1a\n"

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]

USUAL_PARTS: Final[tuple[ReportPart, ...]] = (
    Introduction(),
    Summary(),
    Sections(),
    Comparison(by="team"),
    Trend(),
    Words(),
    Recommendations(),
)
"""What a new template begins with."""


class Logo(Strict):
    """A picture for the cover: a PNG as base64, and what people who cannot see it are told."""

    png: Annotated[str, StringConstraints(min_length=1, max_length=_MOST_LOGO_TEXT)]
    told: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

    @field_validator("png")
    @classmethod
    def _is_png(cls, text: str) -> str:
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("is not base64") from None
        if not data.startswith(_PNG):
            raise ValueError("is not a PNG picture")
        return text

    @property
    def data(self) -> bytes:
        """The picture."""
        return base64.b64decode(self.png)


class ReportTemplate(Strict):
    """A report that can be made again: it holds words of its own and no figures.

    A named period is meant anew each time; only `between` has days of its own. Where `title` is
    "" the report is called what the audit tool is called. Limits and method always come last;
    they are no part that could be left out. A published template may hold internal parts: they
    are left out while it is published.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: Name
    title: Title = ""
    tool: ToolId
    period: PeriodName = "last_quarter"
    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None
    where: Annotated[dict[AttributeName, Reference], Field(max_length=100)] = Field(
        default_factory=dict
    )
    profile: Literal["internal", "published"] = "internal"
    threshold: Annotated[int, Field(ge=1, le=10)] = 5
    introduction: Written = ""
    recommendations: Written = ""
    logo: Logo | None = None
    parts: Annotated[tuple[ReportPart, ...], Field(max_length=100)] = USUAL_PARTS
    status: Literal["kept", "void"] = "kept"

    def days(self, today: date) -> Days:
        """Return the days that the period means today."""
        if self.period == "between":
            return Days(self.from_, self.to)
        return named_days(self.period, today)

    def to_fields(self) -> dict[str, JsonValue]:
        """Return the template as flat fields, each of which merges by itself.

        What is empty is left out, and what is as a new template has it.
        """
        fields: dict[str, JsonValue] = self.model_dump(
            mode="json", by_alias=True, exclude={"where", "parts"}, exclude_defaults=True
        )
        fields["parts"] = [
            part.model_dump(mode="json", by_alias=True, exclude_none=True) for part in self.parts
        ]
        return fields | {f"where.{name}": value for name, value in self.where.items() if value}

    @classmethod
    def from_fields(cls, fields: Fields) -> ReportTemplate:
        """Return the template that these fields hold. Raises pydantic's ValidationError."""
        where = {
            name.removeprefix("where."): value
            for name, value in fields.items()
            if name.startswith("where.")
        }
        plain = {name: value for name, value in fields.items() if not name.startswith("where.")}
        return cls.model_validate({**plain, "where": where})
