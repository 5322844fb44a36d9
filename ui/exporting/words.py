"""How an export of tables reads; knows no Qt."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from exports.tables.exporting import Exported, Format
    from ui.exporting.jobs import Offered, Sizes


class FormatWords(NamedTuple):
    """What a format is called, what it is for, and how its files end; "" for a folder."""

    label: str
    about: str
    suffix: str
    kind: str


FORMATS: "Final[Mapping[Format, FormatWords]]" = {
    "xlsx": FormatWords(
        "Excel workbook",
        "A sheet for each table; filters and dates work at once.",
        "xlsx",
        "Excel workbooks (*.xlsx)",
    ),
    "csv": FormatWords(
        "CSV files in a zip file",
        "A file for each table, for any program that reads tables.",
        "zip",
        "Zip files (*.zip)",
    ),
    "json": FormatWords(
        "JSON document", "One document for scripts.", "json", "JSON documents (*.json)"
    ),
    "parquet": FormatWords(
        "Parquet files in a folder",
        "For analysts: DuckDB, Spark, R and Python read them, however many there are.",
        "",
        "All files (*)",
    ),
}

ABOUT: Final = (
    "Audits and findings leave as tables, with a codebook that explains every column. Nothing "
    "changes in your database."
)
WITHOUT_WORDS: Final = (
    "Evidence, reasons, strengths, improvements and answers in words stay here. Grades, codes, "
    "dates and numbers go."
)
_OPEN: Final = (
    "Whoever gets the files can read them: they have no passphrase. Keep them where nobody else "
    "can read them, and delete them when they are done with."
)
_PROTECTED: Final = "This database is protected by a passphrase; the files will not be. "


def warning(offered: "Offered") -> str:
    """Say who could read the files."""
    return f"{_PROTECTED if offered.is_protected else ''}{_OPEN}"


def will_go(sizes: "Sizes") -> str:
    """Say how much is chosen, and what stays here although it fits the choice."""
    if not sizes.audits:
        return "No completed audit fits these filters."
    stays = _amount(sizes.conflicts, "audit")
    told = f" {stays} with an unsettled conflict {_verb(sizes.conflicts)} here." if stays else ""
    return f"{_amount(sizes.audits, 'audit')} will go.{told}"


def went(name: str, made: "Exported") -> str:
    """Say what was written."""
    told = f"Exported {_amount(made.audits, 'audit')} as “{name}”."
    if made.too_wide:
        told += f" {len(made.too_wide)} tables of answers are too wide for Excel: use CSV for them."
    return told


def _amount(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}" if number else ""


def _verb(number: int) -> str:
    return "stays" if number == 1 else "stay"
