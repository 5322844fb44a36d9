"""What a workbook holds that an audit tool has no use for, one line for each column and sheet."""

from collections.abc import Callable

from forms.xlsform.headings import Path
from forms.xlsform.reading import Form
from forms.xlsform.records import Records
from forms.xlsform.report import Notes

_SURVEY = frozenset(
    {
        *("type", "name", "label", "hint", "guidance_hint", "choice_filter", "default"),
        *("parameters", "trigger", "disabled", "itemset", "list_name"),
    }
)
_BIND = frozenset(
    {
        *("relevant", "constraint", "calculate", "readonly", "required"),
        *("jr:constraintMsg", "jr:requiredMsg"),
    }
)
_CONTROL = frozenset({"appearance", "jr:count"})
_SETTINGS = frozenset(
    {
        *("title", "id_string", "version", "default_language", "name"),
        *("clean_text_values", "allow_choice_duplicates", "omit_instanceID"),
    }
)
_SHEETS = {
    "external_choices": "an audit reads no lists from other files",
    "entities": "an audit keeps no entities",
    "osm": "an audit asks for no places on a map",
}
_READ = frozenset({"survey", "choices", "settings"})


def note_unused(form: Form, notes: Notes) -> None:
    """Note the columns and sheets that are left out."""
    _columns(form.records, notes, _in_survey)
    if form.choices:
        _columns(form.choices, notes, lambda path: path[0] != "media")
    if form.settings_records:
        _columns(form.settings_records, notes, lambda path: path[0] in _SETTINGS)
    for name, sheet in form.sheets.items():
        if sheet.rows and name not in _READ and not name.startswith("audit_"):
            reason = _SHEETS.get(name, "this sheet is no part of a form")
            notes.ignore(sheet.name, 0, None, reason)


def _in_survey(path: Path) -> bool:
    if path[0] in ("bind", "control"):
        return path[-1:] == path[:1] or path[1] in (_BIND if path[0] == "bind" else _CONTROL)
    return path[0] in _SURVEY or path[0].lower().startswith("audit_")


def _columns(records: Records, notes: Notes, is_used: Callable[[Path], bool]) -> None:
    filled = {value.column for record in records.rows for value in record.values.values()}
    for column in sorted(filled):
        if not is_used(records.paths[column]):
            heading = records.sheet.headings[column]
            reason = f"an audit tool has no use for the column “{heading}”"
            notes.ignore(records.name, records.sheet.heading_row, column, reason)
