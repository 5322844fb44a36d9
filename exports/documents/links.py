"""A link inside a document: an annotation over a part of a page."""

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import Destination, PDFDocument, PDFObject, PDFString

from exports.documents.semantics import Box
from exports.documents.text.clean import one_line

_PRINTED = 4
"""The flag that an annotation is printed with its page; PDF/UA asks for no other."""


class Link(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """A link over `box` to a destination of the same document, with what it is for in words."""

    def __init__(self, box: Box, words: str, target: Destination) -> None:
        self.place: int | None = None
        """Its place in the document's list of parents; None in one without tags."""
        self._box = box
        self._words = one_line(words)
        self._target = target

    def format(self, document: PDFDocument) -> bytes:
        """Return the annotation as it stands in the file."""
        corners = fp_str(*self._box)
        place = "" if self.place is None else f" /StructParent {self.place}"
        words, target = PDFString(self._words), document.Reference(self._target)
        written: bytes = (
            f"<</Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F {_PRINTED} "
            f"/Contents ".encode("ascii")
            + words.format(document)
            + b" /Dest "
            + target.format(document)
            + f"{place}>>".encode("ascii")
        )
        return written
