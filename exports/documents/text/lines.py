"""Break text into lines of a width and remember them: the one way text gets onto a page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.documents.text.breaks import clusters, pieces
from exports.documents.text.clean import clean
from exports.documents.text.direction import reads_right_to_left
from exports.documents.text.fonts import Face, FontChooser, load_font
from exports.documents.text.runs import Letter, Run, SetRun, is_plain, letters, runs_of, set_run

# Lengths are thousandths of the font size until a line leaves this module.
_ROUNDING: Final = 0.5
# Only so much of a text is set as may stand on the lines there are room for.
_NARROW_LETTER: Final = 0.2
_SPARE: Final = 80

Measure = Callable[[int, int], float]


class Line(NamedTuple):
    """One line: its text in reading order, its width in points, and how to draw it.

    `runs` is empty for plain text, which is drawn as it stands in the face it was set in.
    """

    text: str
    width: float
    runs: tuple[SetRun, ...] = ()
    right_to_left: bool = False
    gap: bool = False
    """Whether a blank parts it from the next line's words, for readers that see no lines."""


def followed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return `lines` with a gap behind the last: other words follow in the same element."""
    return (*lines[:-1], lines[-1]._replace(gap=True))


class Typesetter:
    """Sets the texts of one document; equal texts are set once."""

    def __init__(self) -> None:
        self._chooser = FontChooser()
        self._lines: dict[tuple[str, Face, float, float], tuple[Line, ...]] = {}
        self._runs: dict[Run, SetRun] = {}
        self._widths: dict[Face, dict[str, float]] = {face: {} for face in Face}
        for face in Face:
            load_font(face)

    def lines(self, text: str, face: Face, size: float, width: float) -> tuple[Line, ...]:
        """Return `text` as lines no wider than `width` points at `size` points.

        A line holds more only when a single letter is wider than `width`.
        """
        key = (text, face, size, width)
        found = self._lines.get(key)
        if found is None:
            *most, last = self._break(clean(text), face, size, width)
            found = self._lines[key] = (*most, last._replace(gap=False))
        return found

    def line(self, text: str, face: Face, size: float) -> Line:
        """Return the first line of `text`, however wide it is."""
        return self.lines(text, face, size, float("inf"))[0]

    def lines_at_most(
        self, text: str, face: Face, size: float, width: float, most: int
    ) -> tuple[Line, ...]:
        """Return `text` as at most that many lines, the last ending in an ellipsis if cut."""
        enough = _SPARE + int(most * width / (size * _NARROW_LETTER))
        lines = self.lines(text[:enough], face, size, width)
        if len(lines) <= most and len(text) <= enough:
            return lines
        last = lines[:most][-1].text
        cut = self.lines(f"{last}…", face, size, width)
        while len(cut) > 1:
            last = last[:-1].rstrip()
            cut = self.lines(f"{last}…", face, size, width)
        return (*lines[: most - 1], *cut)

    def _break(self, text: str, face: Face, size: float, width: float) -> Iterator[Line]:
        limit = width * 1000 / size + _ROUNDING
        for paragraph in text.split("\n"):
            if is_plain(paragraph):
                yield from self._plain_lines(paragraph, face, size, limit)
            else:
                yield from self._shaped_lines(paragraph, face, size, limit)

    def _plain_lines(self, paragraph: str, face: Face, size: float, limit: float) -> Iterator[Line]:
        whole = stringWidth(paragraph, face, 1000)
        if whole <= limit:
            yield Line(paragraph, whole * size / 1000, gap=True)
            return
        widths = self._widths[face]

        def measure(start: int, end: int) -> float:
            part = paragraph[start:end]
            if part not in widths:
                widths[part] = stringWidth(part, face, 1000)
            return widths[part]

        for start, end, gap in _spans(paragraph, limit, measure):
            text = paragraph[start:end]
            yield Line(text, stringWidth(text, face, size), gap=gap)

    def _shaped_lines(
        self, paragraph: str, face: Face, size: float, limit: float
    ) -> Iterator[Line]:
        spelt = letters(paragraph, face, self._chooser)
        text = "".join(letter.character for letter in spelt)
        right_to_left = reads_right_to_left(text)

        widths: dict[tuple[Letter, ...], float] = {}

        def measure(start: int, end: int) -> float:
            part = tuple(spelt[start:end])
            if part not in widths:
                widths[part] = sum(run.glyphs.width for run in self._set(part))
            return widths[part]

        for start, end, gap in _spans(text, limit, measure):
            runs = tuple(self._set(spelt[start:end]))
            width = sum(run.glyphs.width for run in runs) * size / 1000
            yield Line(text[start:end], width, runs, right_to_left, gap)

    def _set(self, line: Sequence[Letter]) -> Iterator[SetRun]:
        for run in runs_of(line):
            if run not in self._runs:
                self._runs[run] = set_run(run)
            yield self._runs[run]


def _spans(text: str, limit: float, measure: Measure) -> Iterator[tuple[int, int, bool]]:
    """Fill lines greedily; each span leaves out the blanks a line ends in, and says if it did."""
    line_start, filled, at = 0, 0.0, 0
    for piece in _narrow_pieces(text, limit, measure):
        bare_end = at + len(piece.rstrip(" "))
        if filled and filled + measure(at, bare_end) > limit:
            end = _without_blanks(text, line_start, at)
            yield line_start, end, end < at
            line_start, filled = at, 0.0
        filled += measure(at, at + len(piece))
        at += len(piece)
    yield line_start, _without_blanks(text, line_start, at), True


def _narrow_pieces(text: str, limit: float, measure: Measure) -> Iterator[str]:
    at = 0
    for piece in pieces(text):
        if measure(at, at + len(piece.rstrip(" "))) <= limit:
            yield piece
        else:
            yield from clusters(piece)
        at += len(piece)


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end
