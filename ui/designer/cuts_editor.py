"""The shares of points from which each grade is suggested, typed as percentages."""

import re

from pydantic import JsonValue

from ui.designer.editors import LineEditor

_USUAL = "90, 70, 45"


class CutsEditor(LineEditor):
    """A line of percentages, kept as shares of 1."""

    def __init__(self) -> None:
        super().__init__("Suggested grades begin at", _USUAL)

    def _as_text(self, value: JsonValue) -> str:
        if not isinstance(value, list):
            return ""
        return ", ".join(_percent(share) for share in value)

    def _read(self, text: str) -> JsonValue:
        cuts: list[JsonValue] = []
        for piece in re.findall(r"[0-9]+(?:[.,][0-9]+)?", text):
            cuts.append(round(float(piece.replace(",", ".")) / 100, 4))
        return cuts or None


def _percent(share: JsonValue) -> str:
    try:
        return f"{float(str(share)) * 100:g}"
    except ValueError:
        return str(share)
