"""From the blocks of a document to the parts of a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from reportlab.platypus import Flowable

from exports.charts.palette import Fill
from exports.charts.shapes import Box, area
from exports.charts.unchecked import Drawing
from exports.documents.blocks.contents import ContentsEntry
from exports.documents.blocks.layout import BigFigure, SideBySide
from exports.documents.blocks.method_notes import MethodLink
from exports.documents.blocks.panels import Callout, Figure, KeyValues, Legend
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, ListItem, Paragraph, QuoteBlock
from exports.documents.html.charts import inline_chart
from exports.documents.html.markup import GAP, Node, Tag, tag, worded
from exports.documents.html.tables import HOW, table_node
from exports.documents.styles import LEAD, SMALL, TABLE_STRONG

_STYLES: Final = {LEAD: "lead", SMALL: "small", TABLE_STRONG: "strong"}
_SWATCH: Final = 9.0


class BlockWriter:
    """Writes the blocks of one document; `below_title` where a title stands above them all."""

    def __init__(self, story: Sequence[Flowable], below_title: bool) -> None:
        headings = [block for block in _all_blocks(story) if isinstance(block, Heading)]
        self._ids = {each.element: f"part-{place}" for place, each in enumerate(headings, 1)}
        levels = _levels([each.level for each in headings], below_title)
        self._levels = dict(zip(self._ids, levels, strict=True))
        self._heading = ""
        self._tables = 0
        self._writers: dict[type, Callable[..., Node]] = {
            Heading: self._head,
            MethodLink: self._method_link,
            Paragraph: lambda block: worded("p", block.text, class_=_STYLES.get(block.style, "")),
            Callout: lambda block: tag("div", worded("p", block.text), class_="callout"),
            QuoteBlock: _quote,
            KeyValues: lambda block: key_values(block.pairs),
            Figure: _figure,
            Legend: _legend,
            BigFigure: self._big_figure,
            SideBySide: self._side_by_side,
            Table: self._table,
        }

    def nodes(self, blocks: Sequence[Flowable]) -> Iterator[Node]:
        """Yield the parts of a page; items of one list, and lines of the contents, together.

        Raises TypeError for a block that nobody said how to write.
        """
        for _, group in groupby(_without_breaks(blocks), _belongs_to):
            together = list(group)
            if isinstance(together[0], ListItem):
                yield _list(together)
            elif isinstance(together[0], ContentsEntry):
                yield self._contents(together)
            else:
                yield from (self._writer(block)(block) for block in together)

    def _writer(self, block: Flowable) -> Callable[..., Node]:
        for kind in type(block).__mro__:
            if kind in self._writers:
                return self._writers[kind]
        raise TypeError(f"nobody said how a page shows a {type(block).__name__}")

    def _id(self, heading: Heading | None) -> str:
        return self._ids[heading.element] if heading else ""

    def _head(self, heading: Heading) -> Tag:
        self._heading = self._ids[heading.element]
        level = self._levels[heading.element]
        return worded(f"h{level}", heading.text, id=self._heading)

    def _table(self, table: Table) -> Tag:
        self._tables += 1
        return table_node(table, self._tables, self._heading, self._id(table.explained))

    def _method_link(self, block: MethodLink) -> Tag:
        link = worded("a", block.text, href=f"#{self._id(block.target)}")
        return tag("p", link, class_="method")

    def _big_figure(self, block: BigFigure) -> Tag:
        """Return the figure; the last of its notes leads to how it was worked out."""
        first, *others = (text for text, _ in block.parts)
        notes = [tag("span", text) for text in others]
        if block.explained and others:
            link = tag("a", others[-1], href=f"#{self._id(block.explained)}", title=HOW)
            notes[-1] = tag("span", link)
        return tag("p", tag("strong", first), *_parted(notes), class_="big")

    def _side_by_side(self, block: SideBySide) -> Tag:
        columns = (tag("div", *self.nodes(column.blocks)) for column in block.columns)
        return tag("div", *columns, class_="beside panel" if block.padding else "beside")

    def _contents(self, entries: Sequence[ContentsEntry]) -> Tag:
        """Return the contents as links, those of the second level under those of the first."""
        items: list[Node] = []
        below: list[Node] = []
        for entry in reversed(entries):
            target = f"#{self._id(entry.heading)}"
            link = worded("a", entry.heading.text, href=target)
            if entry.heading.level > 1:
                below.insert(0, tag("li", link))
            else:
                items.insert(0, tag("li", link, *([tag("ol", *below)] if below else [])))
                below = []
        return tag("nav", tag("ol", *below, *items), aria_labelledby=self._heading)


def key_values(pairs: Sequence[tuple[str, str]]) -> Tag:
    """Return pairs of a key and its value."""
    return tag("dl", *(tag("div", worded("dt", k), GAP, worded("dd", v)) for k, v in pairs))


def _levels(levels: Sequence[int], below_title: bool) -> Iterator[int]:
    """Yield the levels of headings on a page: one is the first of all, and none is skipped.

    Paper may have a heading of the first level for each chapter; a page has one, its title.
    """
    has_chapters = below_title or levels.count(1) > 1
    before = 1 if below_title else 0
    for level in levels:
        before = min(level + has_chapters, before + 1)
        yield before


def _all_blocks(blocks: Sequence[Flowable]) -> Iterator[Flowable]:
    for block in blocks:
        yield block
        if isinstance(block, SideBySide):
            yield from _all_blocks(block.inner)


def _without_breaks(blocks: Sequence[Flowable]) -> Iterator[Flowable]:
    """Yield what is to be read: ReportLab's own blocks only break pages, or leave room on them."""
    return (block for block in blocks if not type(block).__module__.startswith("reportlab."))


def _belongs_to(block: Flowable) -> object:
    """Return what a block is a part of, the same for its neighbours in it."""
    if isinstance(block, ListItem):
        item = block.element.parent
        return item.parent if item else None
    return ContentsEntry if isinstance(block, ContentsEntry) else block


def _list(items: Sequence[ListItem]) -> Tag:
    number = items[0].label[:-1]
    texts = (worded("li", item.text) for item in items)
    if not number.isdigit():
        return tag("ul", *texts)
    return tag("ol", *texts, start="" if number == "1" else number)


def _quote(quote: QuoteBlock) -> Tag:
    source = [worded("figcaption", quote.source)] if quote.source else []
    words = tag("blockquote", worded("p", quote.text))
    return tag("figure", words, *source, class_="quote")


def _figure(figure: Figure) -> Tag:
    caption = [worded("figcaption", figure.caption)] if figure.caption else []
    alternative = figure.figure.alternative
    return tag("figure", inline_chart(figure.drawing, alternative), *caption, class_="chart")


def _legend(legend: Legend) -> Tag:
    return tag("ul", *(_entry(fill, text) for fill, text in legend.entries), class_="legend")


def _entry(fill: Fill, text: str) -> Tag:
    swatch = Drawing(_SWATCH, _SWATCH)
    area(swatch, Box(0, 0, _SWATCH, _SWATCH), fill)
    return tag("li", inline_chart(swatch), worded("span", text))


def _parted(parts: Sequence[Node]) -> list[Node]:
    """Return parts with a blank before each, for readers that see no lines."""
    return [each for part in parts for each in (GAP, part)]
