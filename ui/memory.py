"""What the window remembers from one session to the next; knows neither Qt nor the disk."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Scheme = Literal["system", "light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
TEXT_PERCENTS = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass
class Place:
    """Where the person was: a page, and on it a record, a section, a question (ids or "")."""

    page: str = ""
    record: str = ""
    section: str = ""
    question: str = ""


@dataclass
class WindowMemory:
    """Look, size and place of the window. `geometry` is Qt's state in base64.

    `filters` holds what the pages were narrowed to, as page id to field to value; `views` what was
    saved under a name in Explore, as name to field to value; `dividers` the percentage of the
    width that the left one of two panes has, by the pair's name.
    """

    scheme: Scheme = "system"
    text_percent: int = 100
    geometry: str = ""
    place: Place = field(default_factory=Place)
    filters: dict[str, dict[str, str]] = field(default_factory=dict)
    views: dict[str, dict[str, str]] = field(default_factory=dict)
    dividers: dict[str, int] = field(default_factory=dict)
