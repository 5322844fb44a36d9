"""Scales: the ordered codes a judgement is made on. A scale is data, never code."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from forms.wording import LongText, ShortText, Translated

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
"""What is stored and counted: lower case, digits and underscores."""

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$")]

Tone = Literal["best", "good", "weak", "worst", "neutral"]
"""How a point is coloured; the colours themselves belong to whoever draws."""

RESERVED_CODES = frozenset({"not_applicable", "not_evidenced", "unanswered", "hidden"})
"""The four ways of having no judgement; no scale or choice may use their names."""


def version_number(version: str) -> tuple[int, ...]:
    """Return a version as numbers, to be ordered by: `1.10` comes after `1.9`."""
    return tuple(int(part) for part in version.split("."))


class ScalePoint(Translated):
    """One code of a scale: what it is called, what it means, where it stands."""

    TRANSLATABLE: ClassVar = ("label", "descriptor")

    code: Code
    label: ShortText
    descriptor: LongText = ""
    value: Annotated[float, Field(ge=0, le=1)] | None = None
    """Where the point lies between worst (0) and best (1); none leaves the denominator."""
    good: bool = False
    """Whether the point counts as "good or better"."""
    tone: Tone = "neutral"
    symbol: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    """Shown beside the colour, so that colour alone never carries meaning."""


class Scale(Translated):
    """One version of an ordered scale, best point first."""

    TRANSLATABLE: ClassVar = ("title", "good_label")
    LATER: ClassVar = frozenset({"version", "direction"})

    id: Code
    title: ShortText
    good_label: ShortText = "good or better"
    """What the share of good points is called in a report."""
    points: Annotated[tuple[ScalePoint, ...], Field(min_length=2, max_length=20)]
    version: Version = "1.0"
    direction: Literal["best_first", "worst_first"] = "best_first"
    """The order in which a form offers the points; they are always written best first."""

    @model_validator(mode="after")
    def _codes_are_usable(self) -> "Scale":
        codes = [point.code for point in self.points]
        if len(set(codes)) < len(codes):
            raise ValueError("a code appears twice; each code of a scale must differ")
        reserved = sorted(RESERVED_CODES.intersection(codes))
        if reserved:
            raise ValueError(f"“{reserved[0]}” is reserved; choose another code")
        values = [point.value for point in self.points if point.value is not None]
        if values != sorted(values, reverse=True):
            raise ValueError("the points must stand best first: values may only fall")
        return self

    def point(self, code: str) -> ScalePoint | None:
        """Return the point with this code, or nothing."""
        return next((point for point in self.points if point.code == code), None)

    def position(self, code: str) -> int:
        """Return how far from the best point this code stands: 0 is best. Raises KeyError."""
        for index, point in enumerate(self.points):
            if point.code == code:
                return index
        raise KeyError(code)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, best first."""
        return tuple(point.code for point in self.points)

    @property
    def offered(self) -> tuple[ScalePoint, ...]:
        """The points in the order in which a form offers them."""
        return self.points if self.direction == "best_first" else self.points[::-1]

    @property
    def good_codes(self) -> frozenset[str]:
        """The codes that count as good or better."""
        return frozenset(point.code for point in self.points if point.good)

    @property
    def counted_codes(self) -> frozenset[str]:
        """The codes that stay in the denominator."""
        return frozenset(point.code for point in self.points if point.value is not None)
