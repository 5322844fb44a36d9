"""A password on a PDF that leaves: chosen at a prompt or read from a file, never an argument."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from audit_app.cli.secrets import NewSecret, new_passphrase

VARIABLE = "AUDIT_APP_PDF_PASSWORD"
OPTION = "--pdf-password-file"


def add_pdf_password_options(parser: ArgumentParser) -> None:
    """Add the options that lock the PDF a command writes."""
    parser.add_argument(
        "--pdf-password",
        action="store_true",
        help=f"lock the PDF: the password is in {VARIABLE}, else it is asked for twice",
    )
    parser.add_argument(
        OPTION, metavar="PASSFILE", help="lock the PDF with the first line of a file"
    )


def pdf_password(options: Namespace, target: Path) -> str:
    """Return the password that locks `target`; empty where nobody asked for one.

    Raises AuditAppError where it is too weak or cannot be had.
    """
    if not (options.pdf_password or options.pdf_password_file):
        return ""
    source = NewSecret(f"“{target.name}”", options.pdf_password_file, VARIABLE, OPTION)
    return new_passphrase(source, [target.stem])
