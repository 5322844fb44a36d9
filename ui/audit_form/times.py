"""Times of day as people write them, read forgivingly."""

import re

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))? ?([ap])?\.?(?:m\.?)?")
_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def read_time(text: str) -> str | None:
    """Return the time that a text means as `HH:MM`, or nothing.

    Read are 9:30, 09.30, 930, 14h30, 9 (the full hour), 2pm, 2.30 p.m., noon, midnight.
    """
    plain = " ".join(text.casefold().split())
    if plain in _WORDS:
        return _WORDS[plain]
    match = _CLOCK.fullmatch(plain)
    if match is None or (not match[3] and plain.endswith("m")):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
