"""The sheets that only a workbook of an audit tool has: `audit_tool`, `audit_themes` and so on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from forms.tools import Language
from forms.wording import LanguageCode, Translations
from forms.xlsform.sheets import Sheet

_LANGUAGE: TypeAdapter[str] = TypeAdapter(LanguageCode)


@dataclass(frozen=True)
class OwnRow:
    """A row of one of our sheets: heading in lower case → text."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def text(self, name: str) -> str:
        """Return a cell, or nothing."""
        return self.cells.get(name, "")

    def translations(self, languages: Iterable[Language], **columns: str) -> Translations:
        """Return field → column as translations: the columns `title_cy`, `value_cy`."""
        return translations(self.cells, languages, columns)


class OwnSheets:
    """Our sheets of a workbook; each may be missing."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = sheets
        self.said = {row.text("name"): row for row in self.rows("audit_tool")}
        """What the tool says of itself, by name; languages stand in rows of their own."""

    @property
    def is_ours(self) -> bool:
        """Whether the workbook is one of an audit tool."""
        return "audit_tool" in self._sheets

    def rows(self, name: str) -> Iterator[OwnRow]:
        """Yield the rows of one of our sheets."""
        sheet = self._sheets.get(name)
        if sheet is None:
            return
        headings = {column: heading.lower() for column, heading in sheet.headings.items()}
        columns = {heading: column for column, heading in headings.items()}
        for row in sheet.rows:
            cells = {headings[column]: text for column, text in row.cells.items()}
            yield OwnRow(sheet.name, row.number, cells, columns)

    def value(self, name: str) -> str:
        """Return what the tool says of itself under a name."""
        return self.said[name].text("value") if name in self.said else ""

    def languages(self) -> tuple[Language, ...]:
        """Return the languages the tool says it is written in."""
        found = (
            row.text("value").partition(" ")
            for row in self.rows("audit_tool")
            if row.text("name") == "language"
        )
        return tuple(
            Language(code=code, title=title.strip()[:300] or code)
            for code, _, title in found
            if _is_code(code)
        )


def translations(
    cells: Mapping[str, str], languages: Iterable[Language], columns: Mapping[str, str]
) -> Translations:
    """Return field → column as translations, from the columns that end in a language's code."""
    found: Translations = {}
    for language in languages:
        ending = language.code.replace("-", "_")
        words = {
            field: cells[f"{column}_{ending}".lower()]
            for field, column in columns.items()
            if cells.get(f"{column}_{ending}".lower())
        }
        if words:
            found[language.code] = words
    return found


def _is_code(code: str) -> bool:
    try:
        _LANGUAGE.validate_python(code)
    except ValidationError:
        return False
    return True
