"""Objects written into a PDF as they stand: quicker than ReportLab's dictionaries, and enough."""

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from exports.documents.text.clean import clean


class Written(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """An object whose text is known by the time the file is put together."""

    def __init__(self, content: str = "") -> None:
        self.content = content

    def format(self, _document: PDFDocument) -> bytes:
        """Return the object as it stands in the file."""
        return self.content.encode("ascii")


class WrittenStream(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """A stream of bytes, with the entries of its dictionary."""

    def __init__(self, entries: str, data: bytes) -> None:
        self._entries = entries
        self._data = data

    def format(self, _document: PDFDocument) -> bytes:
        """Return the stream as it stands in the file."""
        head = f"<<{self._entries} /Length {len(self._data)}>>\nstream\n"
        return head.encode("ascii") + self._data + b"\nendstream"


def add(document: PDFDocument, item: PDFObject) -> int:
    """Add an object to the file and return its number."""
    return number_of(document, document.Reference(item).name)


def number_of(document: PDFDocument, name: str) -> int:
    """Return the number of the object that ReportLab knows by `name`."""
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def reference(number: int) -> str:
    """Return how another object names the one with that number."""
    return f"{number} 0 R"


def array(items: Iterable[str]) -> str:
    """Return an array of what is written already."""
    return f"[{' '.join(items)}]"


def words(text: str) -> str:
    """Return a text on one line as a text string, whatever letters it holds."""
    line = " ".join(clean(text).split())
    return f"<FEFF{line.encode('utf-16-be').hex().upper()}>"
