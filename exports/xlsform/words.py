"""Words in several languages as columns: XLSForm's own way, and ours for our own columns."""

from collections.abc import Iterator, Mapping, Sequence

from exports.xlsform.table import Row
from forms.tools import AuditTool, Language
from forms.wording import Translated
from forms.xlsform.language_names import headings


class Tongues:
    """The languages of a tool, and the columns its words stand in."""

    def __init__(self, tool: AuditTool) -> None:
        self._languages: Sequence[Language] = tool.languages if len(tool.languages) > 1 else ()
        self._headings = dict(zip(self._languages, headings(tool.languages), strict=False))

    @property
    def default(self) -> str:
        """What XLSForm's settings call the first language; "" where there is only one."""
        return self._headings[self._languages[0]] if self._languages else ""

    def shared(self, part: Translated, columns: Mapping[str, str]) -> Row:
        """Return words for XLSForm's own columns: field → column.

        With several languages each column stands there once for every one of them, which other
        programs insist on; a blank stands for words that are missing.
        """
        if not self._languages:
            return {column: getattr(part, field) for field, column in columns.items()}
        return dict(self._in_every_language(part, columns))

    def own(self, part: Translated, columns: Mapping[str, str]) -> Row:
        """Return words for columns of ours: field → column, which is `column_cy` in Welsh."""
        cells: Row = {column: getattr(part, field) for field, column in columns.items()}
        for language, words in part.translations.items():
            for field, column in columns.items():
                cells[f"{column}_{language.replace('-', '_')}"] = words.get(field, "")
        return cells

    def columns(self, column: str) -> list[str]:
        """Return the headings of one of XLSForm's own columns in every language."""
        if not self._languages:
            return [column]
        return [f"{column}::{heading}" for heading in self._headings.values()]

    def _in_every_language(
        self, part: Translated, columns: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        first, *others = self._languages
        for field, column in columns.items():
            yield f"{column}::{self._headings[first]}", getattr(part, field)
            for language in others:
                words = part.translations.get(language.code, {}).get(field, "")
                yield f"{column}::{self._headings[language]}", words
