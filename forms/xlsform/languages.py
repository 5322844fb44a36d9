"""The languages a form is written in, and its words in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.tools import Language
from forms.wording import Translations
from forms.xlsform.headings import Path
from forms.xlsform.language_names import as_code, headings, is_code, known_code
from forms.xlsform.records import Record, Value

_NAMED = re.compile(r"(.*?)\s*\(\s*([A-Za-z]{2,20}(?:[-_][A-Za-z0-9]{1,8}){0,3})\s*\)")
_TRANSLATED: tuple[Path, ...] = (
    ("label",),
    ("hint",),
    ("guidance_hint",),
    ("bind", "jr:constraintMsg"),
    ("bind", "jr:requiredMsg"),
)


@dataclass(frozen=True)
class Languages:
    """The languages of a form: name in its headings ("" for none) → language, first one first."""

    by_name: Mapping[str, Language]

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages as a tool says them: none where no heading names one."""
        return () if set(self.by_name) == {""} else tuple(self.by_name.values())

    def first(self, words: Mapping[str, Value]) -> str:
        """Return the words of the first language, or of another where they are missing."""
        for name in self.by_name:
            if name in words:
                return words[name].text
        return next((value.text for value in words.values()), "")

    def others(self, fields: Mapping[str, Mapping[str, Value]]) -> Translations:
        """Return field → words by language as the translations of a part of a tool."""
        names = list(self.by_name)[1:]
        found = {
            self.by_name[name].code: {
                field: words[name].text for field, words in fields.items() if name in words
            }
            for name in names
        }
        return {code: words for code, words in found.items() if words}


def read_languages(
    paths: Iterable[Path], default: str, declared: tuple[Language, ...]
) -> Languages:
    """Return the languages that the headings of a form name.

    `default` is what the settings call the first one; `declared` is what an audit tool that was
    exported says of itself.
    """
    names: dict[str, None] = {}
    for path in paths:
        for start in _TRANSLATED:
            if path[: len(start)] == start and len(path) <= len(start) + 1:
                names[path[len(start)] if len(path) > len(start) else ""] = None
    if default in names and "" in names:
        del names[""]
    order = sorted(names or {"": None}, key=lambda name: name not in (default, ""))
    by_heading = dict(zip(headings(declared), declared, strict=True))
    codes: dict[str, Language] = {}
    for name in order:
        language = _language(name or default, {each.code for each in codes.values()})
        same = (each for each in declared if each.code == language.code)
        codes[name] = by_heading.get(name) or next(same, language)
    return Languages(codes)


def _language(name: str, taken: set[str]) -> Language:
    title, code = _title_and_code(name)
    code = code or "und"
    while code in taken:
        code = f"{code}-x" if "-" not in code else f"{code}x"
    return Language(code=code, title=title[:300].strip() or code)


def _title_and_code(name: str) -> tuple[str, str]:
    """Return what a heading calls a language, and its code; "" where nothing tells it."""
    match = _NAMED.fullmatch(name)
    if match and (known_code(match[2]) or not known_code(match[1])):
        return match[1] or match[2], as_code(match[2])
    title = name or "English"
    return title, as_code(title) if is_code(title) else known_code(title.partition("(")[0])


def words_of(record: Record, **fields: Path) -> dict[str, dict[str, Value]]:
    """Return field → its words by language, for the fields that have any."""
    found = {field: record.words(*path) for field, path in fields.items()}
    return {field: words for field, words in found.items() if words}
