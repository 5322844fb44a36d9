"""A crossing as the page shows it: chart, table and words, made beside the window and Qt-free."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from exports.charts.groups import Spot
    from exports.charts.of_crossing import Place
    from exports.figures.crossing_data import Crossing, CrossingCell


class PictureLine(NamedTuple):
    """A line of the chart: where it stands in points from the top left, and what it says.

    `parts` are (left, right, code) of its bar; `place` is the cell it shows, None for a heading.
    """

    top: float
    bottom: float
    parts: list[tuple[float, float, str]]
    place: Place | None
    words: str


class Picture(NamedTuple):
    """A chart as SVG with its size in points, its lines, and all of it in words."""

    svg: bytes
    width: float
    height: float
    lines: list[PictureLine]
    words: str


class TableCell(NamedTuple):
    """What a cell says, and what stands behind it: a place, and a code where it counts one."""

    text: str
    spoken: str
    place: Place | None = None
    code: str | None = None


class Table(NamedTuple):
    """The twin of the chart: the heads of its columns, and its rows; the first cell names each."""

    heads: list[str]
    rows: list[list[TableCell]]


class Shown(NamedTuple):
    """Everything the page shows of a crossing; `limits` are what to know beside the numbers."""

    crossing: Crossing
    title: str
    headline: str
    limits: list[str]
    picture: Picture
    table: Table


def make_shown(crossing: Crossing) -> Shown:
    """Return what the page shows of a crossing."""
    from exports.figures.crossing_compared import compared
    from exports.figures.crossing_words import breaks, crossing_headline, crossing_title

    return Shown(
        crossing,
        crossing_title(crossing),
        crossing_headline(crossing),
        [*compared(crossing), *crossing.limits, *breaks(crossing)],
        _picture(crossing),
        _crossed(crossing) if crossing.across else _listed(crossing),
    )


def _picture(crossing: Crossing) -> Picture:
    from exports.charts.of_crossing import crossing_chart, describe_crossing
    from exports.charts.svg import to_svg

    chart = crossing_chart(crossing)
    svg = to_svg(chart.drawing).encode("utf-8")
    lines = [
        _line(spot, place, words)
        for spot, place, words in zip(chart.spots, chart.places, chart.words, strict=True)
    ]
    size = chart.drawing.width, chart.drawing.height
    return Picture(svg, *size, lines, describe_crossing(chart, crossing))


def _line(spot: Spot, place: Place | None, words: str) -> PictureLine:
    return PictureLine(spot.top, spot.bottom, spot.parts, place, words)


def _listed(crossing: Crossing) -> Table:
    """Return a row for each group, a column for each code."""
    from exports.charts.of_crossing import Place
    from exports.figures.crossing_words import field_title
    from exports.tables.crossing_table import ALL, code_titles

    codes = code_titles(crossing)
    shares = ["Good or better", "95% interval"] if crossing.total.good_or_better else []
    groups = [(each.title, each.total, Place(at, None)) for at, each in enumerate(crossing.rows)]
    rows = [
        [TableCell(title, title, place), *_numbers(title, cell, place, codes)]
        for title, cell, place in [*groups, (ALL, crossing.total, Place(None, None))]
    ]
    return Table([field_title(crossing.by), "n", *shares, *codes.values()], rows)


def _numbers(
    title: str, cell: CrossingCell, place: Place, codes: dict[str, str]
) -> list[TableCell]:
    from exports.documents import wording

    n = wording.number_text(cell.n)
    found = [TableCell(f"{n}, few" if _is_few(cell) else n, f"{title}: n {n}", place)]
    if cell.good_or_better:
        share = wording.share_text(cell.good_or_better)
        between = wording.interval_text(cell.good_or_better)
        found.append(TableCell(share, f"{title}: {share} good", place))
        found.append(TableCell(between, f"{title}: 95% interval {between or 'none'}", place))
    for code, text in codes.items():
        count = wording.number_text(cell.counts.get(code, 0))
        found.append(TableCell(count, f"{title}, {text}: {count}", place, code))
    return found


def _crossed(crossing: Crossing) -> Table:
    """Return a row for each value of the one field, a column for each of the other."""
    from exports.charts.of_crossing import Place
    from exports.figures.crossing_words import field_title
    from exports.tables.crossing_table import ALL

    titles = [each.title for each in crossing.columns]
    groups = [(each.title, each.total, each.cells) for each in crossing.rows]
    groups.append((ALL, crossing.total, [each.total for each in crossing.columns]))
    rows = []
    for at, (title, total, cells) in enumerate(groups):
        row = at if at < len(crossing.rows) else None
        margin = Place(row, None)
        shares = [
            _share(f"{title}, {head}", cell, Place(row, column))
            for column, (head, cell) in enumerate(zip(titles, cells, strict=True))
        ]
        rows.append([TableCell(title, title, margin), _share(title, total, margin), *shares])
    return Table([field_title(crossing.by), ALL, *titles], rows)


def _share(title: str, cell: CrossingCell, place: Place) -> TableCell:
    """Return a share with its count and interval below; of what has no good or bad, its n."""
    from exports.documents import wording

    share = cell.good_or_better
    n = wording.number_text(cell.n)
    if share is None or not cell.n:
        return TableCell(n if cell.audits else "–", f"{title}: n {n}", place)
    few = ", few" if _is_few(cell) else ""
    good, between = wording.share_text(share), wording.interval_text(share)
    counted = wording.count_text(share)
    spoken = f"{title}: {good} good, {counted}{few}, 95% interval {between}"
    return TableCell(f"{good}\n{counted}{few}\n{between}", spoken, place)


def _is_few(cell: CrossingCell) -> bool:
    from exports.charts.groups import FEW

    return not isinstance(cell.n, str) and 0 < cell.n < FEW
