"""The parts of a tool that questions refer to: scales, themes, standards, agencies, roles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import ValidationError

from forms.plain_words import explained
from forms.scales import Scale, ScalePoint
from forms.tools import Party, Standard, Theme
from forms.xlsform.choices import Lists
from forms.xlsform.codes import as_score
from forms.xlsform.languages import Languages, words_of
from forms.xlsform.naming import as_code, as_title
from forms.xlsform.own_sheets import OwnRow, OwnSheets, translations
from forms.xlsform.records import Record
from forms.xlsform.report import Notes

_Part = TypeVar("_Part")
_TONES = ("best", "good", "weak", "worst", "neutral")


@dataclass
class Parts:
    """The parts a workbook declares; one that is only named by a question is added."""

    scales: dict[str, Scale] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    standards: dict[str, Standard] = field(default_factory=dict)
    agencies: dict[str, Party] = field(default_factory=dict)
    roles: dict[str, Party] = field(default_factory=dict)

    def theme(self, name: str) -> str | None:
        """Return the id of a theme; None for no name."""
        if not name:
            return None
        code = as_code(name)
        self.themes.setdefault(code, Theme(id=code, title=as_title(name)[:300]))
        return code

    def standard_ids(self, names: str) -> tuple[str, ...]:
        """Return the ids of standards that a cell names with blanks between."""
        codes = tuple(dict.fromkeys(map(as_code, names.split())))
        for code in codes:
            self.standards.setdefault(code, Standard(id=code, title=as_title(code)))
        return codes

    def party_ids(self, names: str, parties: dict[str, Party]) -> tuple[str, ...]:
        """Return the ids of agencies or roles that a cell names with blanks between."""
        codes = tuple(dict.fromkeys(map(as_code, names.split())))
        for code in codes:
            parties.setdefault(code, Party(id=code, title=as_title(code)))
        return codes


class PartReader:
    """Reads the parts from our sheets and the choices sheet."""

    def __init__(self, own: OwnSheets, lists: Lists, languages: Languages, notes: Notes) -> None:
        self._own = own
        self._lists = lists
        self._languages = languages
        self._others = languages.spoken[1:]
        self._notes = notes

    def read(self) -> Parts:
        """Return every part that the sheets declare."""
        return Parts(
            scales=self._keyed("audit_scales", "id", self._scale),
            themes=self._keyed("audit_themes", "id", self._theme),
            standards=self._keyed("audit_standards", "id", self._standard),
            agencies=self._keyed("audit_parties", "id", self._party, "agency"),
            roles=self._keyed("audit_parties", "id", self._party, "role"),
        )

    def listed_scale(self, name: str) -> Scale | None:
        """Return the scale that a list of choices with scores makes; None where it makes none."""
        records: Sequence[Record] = self._lists.get(name, ())
        if not any(record.has("audit_score") for record in records):
            return None
        try:
            return Scale(id=as_code(name), title=as_title(name), points=self._points(name))
        except ValidationError as error:
            message = explained(error)[0].message
            record = records[0]
            reason = f"the list “{name}” is no scale: {message}"
            self._notes.degrade(record.sheet, record.number, None, reason)
            return None

    def _keyed(
        self, sheet: str, key: str, make: Callable[[OwnRow], _Part], part: str = ""
    ) -> dict[str, _Part]:
        found: dict[str, _Part] = {}
        for row in self._own.rows(sheet):
            if part and row.text("part") != part:
                continue
            try:
                found.setdefault(row.text(key), make(row))
            except ValidationError as error:
                for _, message, _ in explained(error):
                    self._notes.degrade(row.sheet, row.number, None, f"left out: {message}")
        return found

    def _theme(self, row: OwnRow) -> Theme:
        words = row.translations(self._others, title="title")
        return Theme(id=row.text("id"), title=row.text("title"), translations=words)

    def _standard(self, row: OwnRow) -> Standard:
        return Standard(
            id=row.text("id"),
            title=row.text("title"),
            reference=row.text("reference"),
            translations=row.translations(self._others, title="title"),
        )

    def _party(self, row: OwnRow) -> Party:
        words = row.translations(self._others, title="title")
        return Party(id=row.text("id"), title=row.text("title"), translations=words)

    def _scale(self, row: OwnRow) -> Scale:
        name = row.text("id")
        data: dict[str, object] = {
            field: row.text(field)
            for field in ("title", "good_label", "version", "direction")
            if row.text(field)
        }
        words = row.translations(self._others, title="title", good_label="good_label")
        return Scale.model_validate(
            {"id": name, **data, "points": self._points(name), "translations": words}
        )

    def _points(self, name: str) -> tuple[ScalePoint, ...]:
        return tuple(self._point(record) for record in self._lists.get(name, ()))

    def _point(self, record: Record) -> ScalePoint:
        words = words_of(record, label=("label",))
        cells = {path[0].lower(): value.text for path, value in record.values.items()}
        own = translations(cells, self._others, {"descriptor": "audit_descriptor"})
        shared = self._languages.others(words)
        tone = record.text("audit_tone")
        return ScalePoint.model_validate(
            {
                "code": as_code(record.text("name")),
                "label": self._languages.first(words.get("label", {})) or record.text("name"),
                "descriptor": record.text("audit_descriptor"),
                "value": as_score(record, self._notes),
                "good": record.text("audit_good").lower() in ("yes", "true", "1"),
                "tone": tone if tone in _TONES else "neutral",
                "symbol": record.text("audit_symbol")[:3] or "•",
                "translations": dict(_merged(shared, own)),
            }
        )


def _merged(
    shared: dict[str, dict[str, str]], own: dict[str, dict[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    for code in dict.fromkeys((*shared, *own)):
        yield code, {**shared.get(code, {}), **own.get(code, {})}
