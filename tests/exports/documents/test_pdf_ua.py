"""Every document keeps PDF/UA-1, says the veraPDF engine; and it is seen to find what is wrong."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Object

from exports.charts.bars import share_bar
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.panels import Figure
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading
from tests.exports.documents.every_document import every_document
from tests.exports.documents.verapdf.engine import judge, need_engine

pytestmark = pytest.mark.slow

FEWEST_CHECKS = 400
"""What the engine looks at in the shortest document there is."""


@pytest.mark.parametrize("kind", sorted({name.split(",")[0] for name in every_document()}))
def test_every_document_keeps_pdf_ua(kind: str, tmp_path: Path) -> None:
    need_engine()
    drawn = {name: draw() for name, draw in every_document().items() if name.startswith(kind)}
    judgements = judge(drawn, tmp_path)
    assert {name: each.failures for name, each in judgements.items() if not each.complies} == {}
    assert min(each.checks for each in judgements.values()) > FEWEST_CHECKS


def a_document(alternative: str = "50% of 20", second: int = 2) -> bytes:
    figure = Figure(share_bar(0.5, 0.4, 0.6, 100, 9), alternative, "A caption")
    columns = [Column("Question", 240), Column("Share", 120), Column("Count", 80)]
    rows = [[TextCell("Seen?"), TextCell("50%"), TextCell("10 of 20")]] * 3
    story = [Heading("First", 1), Heading("Next", second), figure, Table(columns, rows)]
    return draw_document(DocumentFacts("Title", "Subject", "Left", "Right", "Foot"), story)


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the document with something taken away from what was written."""
    target = BytesIO()
    with pikepdf.open(BytesIO(a_document())) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def elements(pdf: pikepdf.Pdf, role: str) -> list[Object]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/S") == role and "/P" in item
    ]


def without_a_cell(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "/TR")[2]
    row.K = Array(list(row.K)[:-1])


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def without_marks(pdf: pikepdf.Pdf) -> None:
    kept = [
        item
        for item in pikepdf.parse_content_stream(pdf.pages[0])
        if str(item.operator) not in ("BDC", "EMC")
    ]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a removed alternative text": (lambda: a_document(alternative=""), "7.3-1"),
    "a skipped heading level": (lambda: a_document(second=3), "7.4.2-1"),
    "a dropped table cell": (lambda: changed(without_a_cell), "7.2-43"),
    "no language": (lambda: changed(without_language), "7.2-34"),
    "a title that is not shown": (lambda: changed(without_title), "7.1-10"),
    "content without a mark": (lambda: changed(without_marks), "7.1-3"),
}


def test_a_planted_fault_is_found_by_its_rule(tmp_path: Path) -> None:
    need_engine()
    drawn = {"no fault": a_document(), **{name: make() for name, (make, _) in FAULTS.items()}}
    judgements = judge(drawn, tmp_path)
    assert judgements["no fault"].complies
    for name, (_, rule) in FAULTS.items():
        assert not judgements[name].complies, name
        assert rule in judgements[name].rules, name
