"""Where a report goes and as what: a PDF, or a web page that opens in any browser."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from audit_app.cli.output import WrongUsage

if TYPE_CHECKING:
    from exports.reports.kinds import WorkedOut

Format = Literal["pdf", "html"]

_ENDINGS: Final[dict[str, Format]] = {".html": "html", ".htm": "html"}


@dataclass(frozen=True, slots=True)
class Place:
    """A file to write, and as what."""

    target: Path
    format: Format

    @property
    def what(self) -> str:
        """What such a file is called in a sentence."""
        return "web page" if self.format == "html" else "PDF"

    @property
    def start(self) -> bytes:
        """What such a file begins with."""
        return b"<!doctype html>" if self.format == "html" else b"%PDF-"

    def drawn(self, report: "WorkedOut") -> bytes:
        """Return the report as such a file. Raises WrongUsage where it cannot be one."""
        if self.format == "pdf":
            return report.draw()
        if report.draw_page is None:
            raise WrongUsage("this kind of report is made as a PDF only; give -o FILE.pdf")
        return report.draw_page()


def add_place_options(parser: ArgumentParser) -> None:
    """Add -o and --format to a command."""
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="where to: FILE.pdf, or FILE.html for a web page; an older report is replaced",
    )
    parser.add_argument(
        "--format", choices=["pdf", "html"], help="as what, whatever the ending of FILE is"
    )


def place_of(options: Namespace) -> Place:
    """Return where to and as what. Raises WrongUsage for a web page with a password."""
    target = Path(options.output)
    place = Place(target, options.format or _ENDINGS.get(target.suffix.lower(), "pdf"))
    if place.format == "html" and (options.pdf_password or options.pdf_password_file):
        raise WrongUsage("only a PDF can be locked with a password; a web page cannot")
    return place
