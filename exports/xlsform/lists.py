"""The choices sheet: a list for each scale and for each set of choices."""

from collections.abc import Iterator

from exports.xlsform.table import Row, Table, table
from exports.xlsform.words import Tongues
from forms.questions import Choice, Question
from forms.rules import as_text
from forms.scales import Scale, ScalePoint
from forms.tools import AuditTool

_ORDER = ("list_name", "name", "label", "audit_score", "audit_good", "audit_tone", "audit_symbol")
_WORDS = {"label": "label"}


class Lists:
    """Which list each question offers, and every list there is."""

    def __init__(self, tool: AuditTool, tongues: Tongues) -> None:
        self._scales = tool.scales
        self._tongues = tongues
        self._lists: dict[str, tuple[Choice, ...]] = {}
        self._taken = {scale.id for scale in tool.scales}
        for question in tool.questions.values():
            if question.choices and not self._list_of(question):
                self._lists[self._free(question.id)] = question.choices

    def name(self, question: Question) -> str:
        """Return the name of the list that a question offers."""
        return question.scale or self._list_of(question)

    def sheet(self) -> Table:
        """Return the choices sheet."""
        return table("choices", self._rows(), _ORDER, ("list_name", "name", *self._labels()))

    def _labels(self) -> list[str]:
        return self._tongues.columns("label")

    def _rows(self) -> Iterator[Row]:
        for scale in self._scales:
            for point in scale.points:
                yield {"list_name": scale.id, **self._point(point)}
        for name, choices in self._lists.items():
            for choice in choices:
                yield {"list_name": name, **self._choice(choice)}

    def _point(self, point: ScalePoint) -> Row:
        return {
            "name": point.code,
            **self._tongues.shared(point, _WORDS),
            "audit_score": "" if point.value is None else as_text(point.value),
            "audit_good": "yes" if point.good else "",
            "audit_tone": point.tone,
            "audit_symbol": point.symbol,
            **self._tongues.own(point, {"descriptor": "audit_descriptor"}),
        }

    def _choice(self, choice: Choice) -> Row:
        return {
            "name": choice.code,
            **self._tongues.shared(choice, _WORDS),
            "audit_score": "" if choice.score is None else as_text(choice.score),
            **choice.columns,
        }

    def _list_of(self, question: Question) -> str:
        """Return the list that offers just what the question offers, "" while there is none."""
        same = (name for name, choices in self._lists.items() if choices == question.choices)
        return next(same, "")

    def _free(self, wanted: str) -> str:
        name = wanted
        while name in self._taken:
            name = f"{name}_choices"
        self._taken.add(name)
        return name


def scale_sheet(scales: tuple[Scale, ...], tongues: Tongues) -> Table:
    """Return the sheet of what a scale is beside its points, in the order of the tool."""
    words = {"title": "title", "good_label": "good_label"}
    rows = (
        {
            "id": scale.id,
            **tongues.own(scale, words),
            "version": scale.version,
            "direction": scale.direction,
        }
        for scale in scales
    )
    order = ("id", "title", "good_label", "version", "direction")
    return table("audit_scales", rows, order, order)
