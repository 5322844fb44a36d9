"""A line for each group: its name, how answers are spread, its share with the interval, its n."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.charts.bars import Segment, distribution_bar
from exports.charts.numbers import HIDDEN, percent
from exports.charts.palette import AXIS, BAR, INK, SOFT_INK, WHITE, Fill
from exports.charts.shapes import LABEL_SIZE, Box, area, dot, label, rule
from exports.charts.stacking import put_on
from exports.charts.unchecked import Drawing
from exports.documents.text.fonts import Face, load_font
from exports.figures.report_data import Count, Share

WIDTH: Final = 440.0
FEW: Final = 10
"""Below this many answers a share is marked: its interval says more than itself."""

_LEFT: Final = 5.0
_LABEL: Final = 102.0
_BAR: Final = Box(112, 0, 132, 13)
_STRIP: Final = Box(260, 0, 78, 13)
_TOLD: Final = 352.0
_COUNTED: Final = 380.0
_LINE: Final = 20.0
_HEADS: Final = 20.0
_ENTRY: Final = 15.0
_CHIP: Final = 9.0
_INSET: Final = 10.0
_RADIUS: Final = 3.6
_CAP: Final = 3.0


class Part(NamedTuple):
    """One part of a stacked bar, with the code that it counts."""

    code: str
    segment: Segment


class GroupLine(NamedTuple):
    """A group of audits; a heading has nothing but its title, `inset` stands under one."""

    title: str
    parts: Sequence[Part] = ()
    share: Share | None = None
    n: Count = 0
    is_heading: bool = False
    inset: bool = False
    starts_anew: bool = False
    """Whether it is a period that may not be compared with the one before."""

    @property
    def is_few(self) -> bool:
        """Whether there are so few answers that the share alone misleads."""
        return not isinstance(self.n, str) and 0 < self.n < FEW


class Spot(NamedTuple):
    """Where a line stands, in points from the top left; `parts` are (left, right, code)."""

    line: int
    top: float
    bottom: float
    parts: list[tuple[float, float, str]]


class GroupChart(NamedTuple):
    """The drawing, and where its lines stand in it."""

    drawing: Drawing
    spots: list[Spot]


def group_chart(lines: Sequence[GroupLine], heads: tuple[str, str]) -> GroupChart:
    """Return a chart with a line for each group, its legend above; `heads` name the two columns."""
    entries = _entries(lines)
    rows = _legend_rows(entries)
    head = _ENTRY * len(rows) + _HEADS
    drawing = Drawing(WIDTH, head + _LINE * len(lines) + 2)
    top = drawing.height
    for row in rows:
        _legend(drawing, row, top - _ENTRY / 2)
        top -= _ENTRY
    has_shares = any(line.share is not None for line in lines)
    _heads(drawing, heads, top - _HEADS / 2, has_shares=has_shares)
    if has_shares:
        _axis(drawing, top - _HEADS)
    spots = []
    for place, line in enumerate(lines):
        bottom = top - _HEADS - _LINE * (place + 1)
        _line(drawing, line, bottom)
        spot_top = drawing.height - bottom - _LINE
        spots.append(Spot(place, spot_top, spot_top + _LINE, list(_extents(line))))
    return GroupChart(drawing, spots)


def divided(lines: Sequence[GroupLine], most: int) -> list[list[GroupLine]]:
    """Return lines in parts of at most `most`: whole groups under their headings, where they fit.

    A longer group is divided, and its heading stands again where it goes on. Lines without
    headings are parted alike. The line of all groups never stands alone, even as one too many.
    """
    groups = list(_groups(lines))
    is_plain = len(groups) == len(lines)
    room = _alike(len(lines), most) if is_plain else most
    found: list[list[GroupLine]] = []
    for part in (part for group in groups for part in _cut(group, most)):
        is_lone = len(part) == 1 and not (is_plain or part[0].is_heading)
        if found and len(found[-1]) + len(part) <= room + is_lone:
            found[-1] += part
        else:
            found.append(part)
    return found


def _groups(lines: Sequence[GroupLine]) -> Iterator[list[GroupLine]]:
    """Yield every heading with the lines under it, and each other line by itself."""
    group: list[GroupLine] = []
    for line in lines:
        if group and not line.inset:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _cut(group: list[GroupLine], most: int) -> Iterator[list[GroupLine]]:
    if len(group) <= most:
        yield group
        return
    heading, *rest = group
    size = _alike(len(rest), most - 1)
    for start in range(0, len(rest), size):
        yield [heading if not start else heading._replace(starts_anew=False), *rest[start:][:size]]


def _alike(number: int, most: int) -> int:
    """Return the size of parts of at most `most`, alike in length."""
    return max(-(-number // max(-(-number // most), 1)), 1)


def fitted(text: str, room: float, *, bold: bool = False) -> str:
    """Return a text as one line of at most `room` points, cut at “…”."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    if _width(plain, bold=bold) <= room:
        return plain
    low, high = 0, len(plain)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(f"{plain[:middle].rstrip()}…", bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{plain[:low].rstrip()}…"


def _width(text: str, *, bold: bool = False) -> float:
    face = Face.BOLD if bold else Face.REGULAR
    load_font(face)
    return float(stringWidth(text, face, LABEL_SIZE))


def _entries(lines: Sequence[GroupLine]) -> list[Segment]:
    """Return each kind of part once, in the order of the bars."""
    return list({part.code: part.segment for line in lines for part in line.parts}.values())


def _entry_width(entry: Segment) -> float:
    return _CHIP + 5 + _width(fitted(entry.label, WIDTH / 2)) + 14


def _legend_rows(entries: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    used = WIDTH
    for entry in entries:
        width = _entry_width(entry)
        if used + width > WIDTH - _LEFT:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += width
    return rows


def _legend(drawing: Drawing, row: Sequence[Segment], middle: float) -> None:
    x = _LEFT
    for entry in row:
        area(drawing, Box(x, middle - _CHIP / 2, _CHIP, _CHIP), entry.fill)
        label(drawing, x + _CHIP + 5, middle, fitted(entry.label, WIDTH / 2), colour=INK)
        x += _entry_width(entry)


def _heads(drawing: Drawing, heads: tuple[str, str], middle: float, *, has_shares: bool) -> None:
    about, charted = heads
    label(drawing, _LEFT, middle, fitted(about, _LABEL, bold=True), colour=INK, bold=True)
    if not has_shares:
        label(drawing, _BAR.x, middle, fitted(charted, WIDTH - _BAR.x))
        return
    label(drawing, _BAR.x, middle, fitted(charted, _BAR.width))
    for share in (0.0, 0.5, 1.0):
        x = _STRIP.x + _STRIP.width * share
        label(drawing, x, middle, percent(share), anchor="middle")
    label(drawing, _COUNTED, middle, "Good of n")


def _axis(drawing: Drawing, top: float) -> None:
    for share in (0.0, 0.5, 1.0):
        x = _STRIP.x + _STRIP.width * share
        rule(drawing, (x, 2), (x, top), AXIS, 0.6)


def _line(drawing: Drawing, line: GroupLine, bottom: float) -> None:
    middle = bottom + _LINE / 2
    if line.starts_anew:
        _dashes(drawing, bottom + _LINE)
    inset = _INSET if line.inset else 0.0
    room = (WIDTH - _LEFT if line.is_heading else _LABEL) - inset
    title = fitted(line.title, room, bold=line.is_heading)
    if line.is_heading:  # which may be long, and is read without lines through it
        area(drawing, Box(_STRIP.x - 1, bottom, _STRIP.width + 2, _LINE), Fill(WHITE, INK))
    label(drawing, _LEFT + inset, middle, title, colour=INK, bold=line.is_heading)
    if line.is_heading:
        return
    if line.parts:
        segments = [part.segment for part in line.parts]
        bar = distribution_bar(segments, _BAR.width, _BAR.height, line.n)
        put_on(drawing, bar, _BAR.x, middle - _BAR.height / 2)
    if line.share is not None:
        _share(drawing, line, line.share, middle)
    else:
        label(drawing, _BAR.x + _BAR.width + 12, middle, f"n {line.n}", colour=INK)


def _dashes(drawing: Drawing, y: float) -> None:
    """Cut a period off from those above, as the line over time is cut."""
    x = _LEFT
    while x < WIDTH:
        rule(drawing, (x, y), (min(x + 4, WIDTH), y), INK, 1)
        x += 7


def _share(drawing: Drawing, line: GroupLine, share: Share, middle: float) -> None:
    if share.share is None or share.low is None or share.high is None:
        label(drawing, _TOLD, middle, HIDDEN if share.n else "–", colour=INK)
        label(drawing, _COUNTED, middle, f"n {share.n}")
        return
    low, high = (_STRIP.x + _STRIP.width * end for end in (share.low, share.high))
    rule(drawing, (low, middle), (high, middle), INK, 1.2)
    for x in (low, high):
        rule(drawing, (x, middle - _CAP), (x, middle + _CAP), INK, 1.2)
    colour = WHITE if line.is_few else BAR
    dot(drawing, (_STRIP.x + _STRIP.width * share.share, middle), _RADIUS, colour, INK)
    said = percent(share.share, fine=share.published)
    label(drawing, _TOLD, middle, said, colour=INK, bold=True)
    few = ", few" if line.is_few else ""
    counted = f"{share.count} of {share.n}{few}"
    label(drawing, _COUNTED, middle, fitted(counted, WIDTH - _COUNTED), colour=SOFT_INK)


def _extents(line: GroupLine) -> Iterator[tuple[float, float, str]]:
    """Yield where the parts of a bar stand; of a bar with hidden counts nothing is known."""
    numbers = [part.segment.number for part in line.parts]
    if any(isinstance(each, str) for each in numbers):
        return
    drawn = sum(each for each in numbers if not isinstance(each, str))
    x = _BAR.x
    for part, number in zip(line.parts, numbers, strict=True):
        if number and not isinstance(number, str):
            width = _BAR.width * number / drawn
            yield x, x + width, part.code
            x += width
