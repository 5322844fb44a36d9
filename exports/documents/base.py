"""The one document base: page frame, running heads, page numbers, metadata. Reports bring stories.

A report hands over its facts and a story, a list of blocks; the bytes that come back depend on
nothing else: no clock, no user, no path, no file or address named in a text.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from reportlab import rl_config
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
)

from exports.documents.blocks.keeping import keep_headings
from exports.documents.canvas import (
    LANGUAGE,
    RUNNING_FOOT,
    RUNNING_HEAD,
    PageCanvas,
    Placement,
)
from exports.documents.packing import packed
from exports.documents.semantics import Marks
from exports.documents.styles import (
    BOTTOM,
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    RUNNING,
    Align,
)
from exports.documents.tagging.marks import TaggedMarks
from exports.documents.text.clean import one_line
from exports.documents.text.lines import Typesetter

PROGRAM: Final = "Case File Audit"
_HEAD_TOP: Final = PAGE_HEIGHT - 12 * 72 / 25.4
_HEAD_RULE: Final = _HEAD_TOP - 17
_FOOT_RULE: Final = BOTTOM - 10
_HEAD_SHARE: Final = 0.6
"""How much of the head's width what stands on its left may take."""
_FOOT_SHARE: Final = 0.84


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document says of itself, in its metadata and at the edge of every page."""

    title: str
    subject: str
    running_left: str
    running_right: str
    footer: str


def draw_document(
    facts: DocumentFacts,
    story: Sequence[Flowable],
    cover: Flowable | None = None,
    marks: Marks | None = None,
) -> bytes:
    """Draw `story` as a tagged A4 document and return the PDF; equal input gives equal bytes.

    A `cover` takes the whole first page, without running heads. `marks` other than those of a
    tagged document are for tests and measurements.
    """
    # ReportLab would follow file: and http: addresses; our documents name none, and never may.
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = []
    rl_config.useA85 = 0  # bytes as letters: a quarter more of them, for printers long gone
    target = BytesIO()
    typesetter = Typesetter()
    meaning = marks or TaggedMarks(one_line(facts.title), LANGUAGE)

    def make_canvas(place: BinaryIO, **_: object) -> PageCanvas:
        canvas = PageCanvas(place, typesetter, meaning)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas

    keep_headings(story)
    body, whole = _page_templates(facts)
    templates = [whole, body] if cover else [body]
    opening = [cover, PageBreak()] if cover else []
    with _nothing_is_garbage_yet():
        BaseDocTemplate(target, pageTemplates=templates, **_metadata(facts)).build(
            [*opening, *story], canvasmaker=make_canvas
        )
        return packed(target.getvalue(), meaning.objects)


@contextmanager
def _nothing_is_garbage_yet() -> Iterator[None]:
    """Do not look for garbage while a document grows: a fifth of the time, and none is found."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _metadata(facts: DocumentFacts) -> dict[str, str]:
    """Return all that a reader's "properties" window shows: nobody's name, no path, no clock."""
    names = dict.fromkeys(("author", "creator", "producer"), PROGRAM)
    return {
        "title": one_line(facts.title),
        "subject": one_line(facts.subject),
        "keywords": "",
        **names,
    }


def _page_templates(facts: DocumentFacts) -> tuple[PageTemplate, PageTemplate]:
    """Return the frame of ordinary pages and that of the cover."""
    whole = Frame(0, 0, PAGE_WIDTH, PAGE_HEIGHT, 0, 0, 0, 0, id="whole")
    column = Frame(MARGIN, BOTTOM, CONTENT_WIDTH, CONTENT_HEIGHT, 0, 0, 0, 0, id="column")

    def furnish(canvas: PageCanvas, _: BaseDocTemplate) -> None:
        with canvas.mark(RUNNING_HEAD):
            _running_head(canvas, facts)
        canvas.defer(lambda page, placement: _running_foot(page, facts, placement))

    return (
        PageTemplate("body", [column], onPage=furnish),
        PageTemplate("cover", [whole], autoNextPageTemplate="body"),
    )


def _running_head(canvas: PageCanvas, facts: DocumentFacts) -> None:
    _edge_text(canvas, facts.running_left, _HEAD_TOP, Align.LEFT, _HEAD_SHARE)
    _edge_text(canvas, facts.running_right, _HEAD_TOP, Align.RIGHT, 1 - _HEAD_SHARE)
    canvas.rule(MARGIN, _HEAD_RULE, CONTENT_WIDTH, RULE, 0.5)


def _running_foot(canvas: PageCanvas, facts: DocumentFacts, placement: Placement) -> None:
    with canvas.mark(RUNNING_FOOT):
        canvas.rule(MARGIN, _FOOT_RULE, CONTENT_WIDTH, RULE, 0.5)
        top = _FOOT_RULE - 6
        _edge_text(canvas, facts.footer, top, Align.LEFT, _FOOT_SHARE)
        number = f"Page {canvas.getPageNumber()} of {placement.page_count}"
        _edge_text(canvas, number, top, Align.RIGHT, 1 - _FOOT_SHARE)


def _edge_text(canvas: PageCanvas, text: str, top: float, align: Align, share: float) -> None:
    """Write one line at the left or right edge, cut where its share of the width ends."""
    room = CONTENT_WIDTH * share - 6
    lines = canvas.typesetter.lines_at_most(text, RUNNING.face, RUNNING.size, room, 1)
    left = MARGIN if align is Align.LEFT else MARGIN + CONTENT_WIDTH - room
    canvas.draw_lines(lines, left, top, RUNNING, width=room, align=align)
