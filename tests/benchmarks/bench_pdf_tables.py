"""A long table as a tagged PDF against the same rows by fpdf2 and WeasyPrint, without tags.

By processor time, which other work on the machine disturbs least.
`uv run --group bench python -m tests.benchmarks pdf_tables`; what is not installed is left out.
"""

from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.text.fonts import Face

AIM_FPDF2 = 1 / 3
AIM_WEASYPRINT = 1 / 10
_ROWS = 1_000
_ROUNDS = 3
_WIDTHS = (170.0, 90.0, 70.0, 70.0, 80.0)
_HEADS = ("Question", "Answer", "Team", "Count", "Share")
_FACTS = DocumentFacts("Table", "Table", "Table", "", "")

Row = tuple[str, ...]


def measure() -> Iterator[tuple[str, float, float]]:
    """Yield (name, times the other library, aim)."""
    rows = [_row(number) for number in range(_ROWS)]
    others: tuple[tuple[str, str, Callable[[list[Row]], object], float], ...] = (
        ("fpdf", "fpdf2", _by_fpdf2, AIM_FPDF2),
        ("weasyprint", "WeasyPrint", _by_weasyprint, AIM_WEASYPRINT),
    )
    present = [(name, draw, aim) for module, name, draw, aim in others if find_spec(module)]
    ours = _quickest(lambda: _by_us(rows)) if present else 0
    for name, draw, aim in present:
        theirs = _quickest(lambda draw=draw: draw(rows))  # type: ignore[misc]
        yield f"tagged table of {_ROWS:,} rows / the same by {name}", ours / theirs, aim


def _row(number: int) -> Row:
    question = f"Was the decision of contact {number} made within one working day, and told?"
    return question, "Partly met", "Riverside", f"{number % 57} of 57", f"{number % 100}%"


def _quickest(draw: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        start = process_time()
        draw()
        times.append(process_time() - start)
    return min(times)


def _by_us(rows: list[Row]) -> bytes:
    columns = [Column(head, width) for head, width in zip(_HEADS, _WIDTHS, strict=True)]
    return draw_document(_FACTS, [Table(columns, [[TextCell(text) for text in r] for r in rows])])


def _by_fpdf2(rows: list[Row]) -> bytes:
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    document = FPDF(unit="pt", format="A4")
    document.add_font(Face.REGULAR, fname=str(_font()))
    document.set_font(Face.REGULAR, size=10)
    document.add_page()
    with document.table(col_widths=_WIDTHS, headings_style=FontFace()) as table:
        for row in [_HEADS, *rows]:
            line = table.row()
            for text in row:
                line.cell(text)
    return bytes(document.output())


def _by_weasyprint(rows: list[Row]) -> bytes:
    from weasyprint import HTML

    def line(row: Row, tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(text)}</{tag}>' for text in row)}</tr>"

    widths = "".join(f'<col style="width:{width}pt">' for width in _WIDTHS)
    body = "".join(line(row, "td") for row in rows)
    page = (
        f"<style>@font-face {{font-family: n; src: url({_font().as_uri()})}}"
        "table {font: 10pt n; table-layout: fixed}</style>"
        f"<table>{widths}<thead>{line(_HEADS, 'th')}</thead>{body}</table>"
    )
    return bytes(HTML(string=page).write_pdf() or b"")


def _font() -> Path:
    return Path(str(files("resources").joinpath("fonts", f"{Face.REGULAR}.ttf")))
