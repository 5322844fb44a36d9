"""The tagged thematic report against its own pages drawn on a raw canvas, without tags.

By processor time, which other work on the machine disturbs least.
"""

from collections.abc import Callable
from io import BytesIO
from time import process_time
from typing import BinaryIO
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from exports.documents.canvas import PageCanvas
from exports.documents.semantics import Marks
from exports.documents.styles import PAGE_HEIGHT, PAGE_WIDTH, TextStyle
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Typesetter
from exports.documents.thematic import thematic_bytes
from exports.figures.report_data import ReportData
from tests.exports.documents.sample_report import sample_report

AIM = 3
_ROUNDS = 7
_TIMES_THE_SECTIONS = 40

Call = tuple[str, tuple[object, ...], dict[str, object]]
Page = list[Call]


def measure() -> list[tuple[str, float, float]]:
    """Return (name, times the raw canvas, aim) for a report of about a hundred pages."""
    report = _long_report()
    pages = _drawn_by(report)
    composed = _quickest(lambda: thematic_bytes(report))
    raw = _quickest(lambda: _draw_raw(pages))
    name = f"tagged thematic PDF of {len(pages)} pages / untagged raw canvas"
    return [(name, composed / raw, AIM)]


def _long_report() -> ReportData:
    report = sample_report()
    return report.model_copy(update={"sections": report.sections * _TIMES_THE_SECTIONS})


def _quickest(draw: Callable[[], object]) -> float:
    draw()
    times = []
    for _ in range(_ROUNDS):
        start = process_time()
        draw()
        times.append(process_time() - start)
    return min(times)


def _drawn_by(report: ReportData) -> list[Page]:
    """Return what each page of the report draws: lines of text, rectangles, strokes."""
    pages: list[Page] = []

    def make_canvas(target: BinaryIO, typesetter: Typesetter, marks: Marks) -> PageCanvas:
        return _Recorder(target, typesetter, marks, pages)

    with patch("exports.documents.base.PageCanvas", make_canvas):
        thematic_bytes(report)
    return pages


class _Recorder(PageCanvas):
    """A page surface that notes its plain drawing calls, placed from the corner of the page."""

    def __init__(
        self, target: BinaryIO, typesetter: Typesetter, marks: Marks, pages: list[Page]
    ) -> None:
        self._pages = pages
        self._calls: Page = []
        super().__init__(target, typesetter, marks)

    def showPage(self) -> None:
        self.defer(lambda canvas, _: self._pages.append(canvas._calls))
        super().showPage()
        self._calls = []

    def _draw_plain_block(self, texts: list[str], x: float, y: float, style: TextStyle) -> None:
        left, base = self.absolutePosition(x, y)
        self._calls.append(("setFont", (style.face, style.size), {}))
        for line, text in enumerate(texts):
            self._calls.append(("drawString", (left, base - line * style.leading, text), {}))
        super()._draw_plain_block(texts, x, y, style)


def _noted(name: str, places: int) -> Callable[..., None]:
    """Return a method that notes a call; its first `places` arguments are x and y in turn."""
    original = getattr(Canvas, name)

    def method(self: _Recorder, *arguments: object, **named: object) -> None:
        if name == "setFillColor" and arguments[0] is self._fillColorObj:
            return  # nor does the raw canvas choose what is in its hand
        placed: list[float] = []
        for at in range(0, places, 2):
            placed += self.absolutePosition(arguments[at], arguments[at + 1])
        self._calls.append((name, (*placed, *arguments[places:]), named))
        original(self, *arguments, **named)

    return method


_PLACES = {
    "drawString": 2, "drawCentredString": 2, "drawRightString": 2, "rect": 2, "roundRect": 2,
    "circle": 2, "line": 4, "setFont": 0, "setFillColor": 0, "setStrokeColor": 0, "setLineWidth": 0,
}  # fmt: skip
for _name, _count in _PLACES.items():
    setattr(_Recorder, _name, _noted(_name, _count))


def _noted_lines(self: _Recorder, strokes: list[tuple[float, float, float, float]]) -> None:
    placed = [
        (*self.absolutePosition(x1, y1), *self.absolutePosition(x2, y2))
        for x1, y1, x2, y2 in strokes
    ]
    self._calls.append(("lines", (placed,), {}))
    Canvas.lines(self, strokes)


_Recorder.lines = _noted_lines


def _draw_raw(pages: list[Page]) -> bytes:
    target = BytesIO()
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    canvas = Canvas(target, size, pageCompression=1, invariant=1, initialFontName=Face.REGULAR)
    for page in pages:
        for name, arguments, named in page:
            getattr(canvas, name)(*arguments, **named)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
