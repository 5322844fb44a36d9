"""Reads the settings sheet: what the form is called, its version, how it is to be read."""

from dataclasses import dataclass

from forms.xlsform.records import Record, Records
from forms.xlsform.references import is_name
from forms.xlsform.report import Notes
from forms.xlsform.sheets import Row, Sheet

YES = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
NO = frozenset({"no", "No", "NO", "false", "False", "FALSE", "false()"})


@dataclass(frozen=True)
class Settings:
    """The settings of a form; what is not set is empty."""

    record: Record

    def text(self, name: str) -> str:
        """Return a setting, or nothing."""
        return self.record.text(name)

    def is_on(self, name: str) -> bool:
        """Whether a setting says yes; one that is not set does not."""
        return self.text(name) in YES

    @property
    def root(self) -> str:
        """The name of the form's outermost element, which no repeat may have."""
        return self.text("name") or "data"


def without_second_id(sheet: Sheet, notes: Notes) -> Sheet:
    """Return the settings without `id_string` where a `form_id` stands beside it."""
    columns = {heading: column for column, heading in sheet.headings.items()}
    if not {"id_string", "form_id"} <= set(columns):
        return sheet
    column = columns["id_string"]
    notes.ignore(sheet.name, sheet.heading_row, column, "“form_id” is taken, not “id_string”")
    headings = {at: heading for at, heading in sheet.headings.items() if at != column}
    rows = (
        Row(row.number, {at: text for at, text in row.cells.items() if at != column})
        for row in sheet.rows
    )
    return Sheet(sheet.name, sheet.heading_row, headings, tuple(rows))


def read_settings(records: Records | None, notes: Notes) -> Settings:
    """Return the settings in the first row of the sheet that is not empty."""
    if records is None or not records.rows:
        return Settings(Record("settings", 2, {}))
    settings = Settings(records.rows[0])
    for name, reason in _wrong(settings):
        row = settings.record
        notes.refuse(row.sheet, row.number, row.column(name), reason)
    for row in records.rows[1:]:
        notes.ignore(row.sheet, row.number, None, "settings stand in one row; this one is not read")
    return settings


def _wrong(settings: Settings) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    name = settings.text("name")
    if name and not is_name(name):
        wrong.append(("name", f"“{name}” is not a name: a letter, then letters, digits, _ - ."))
    if settings.text("id_string") == "None":
        wrong.append(("id_string", "“None” cannot be the id of a form"))
    if settings.is_on("omit_instanceID") and settings.text("public_key"):
        wrong.append(("omit_instanceID", "an encrypted form cannot go without an instance id"))
    for name in ("title", "id_string", "version"):
        if settings.record.has(name) and not settings.text(name):
            wrong.append((name, "this setting cannot be translated; write its heading alone"))
    return wrong
