"""Reads a workbook as a form: everything that pyxform would refuse is refused, all at once."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from forms.xlsform.choices import Lists, check_columns, read_lists
from forms.xlsform.display_checks import check_display
from forms.xlsform.entities import check_entities
from forms.xlsform.headings import (
    CHOICES,
    ENTITIES,
    SETTINGS,
    SURVEY,
    Path,
    Vocabulary,
    refuse_doubles,
)
from forms.xlsform.instances import check_instances, is_searched
from forms.xlsform.records import Records, read_records
from forms.xlsform.references import check_references
from forms.xlsform.report import Notes
from forms.xlsform.settings import NO, Settings, read_settings, without_second_id
from forms.xlsform.sheets import Sheet
from forms.xlsform.survey import Survey, read_survey
from forms.xlsform.tree_checks import check_others, check_tree, written_names

_KNOWN = frozenset({"survey", "choices", "settings", "external_choices", "osm", "entities"})


@dataclass(frozen=True)
class Form:
    """A form that was read."""

    survey: Survey
    records: Records
    lists: Lists
    settings: Settings
    choices: Records | None
    settings_records: Records | None
    sheets: dict[str, Sheet]
    """Every sheet by its name in lower case."""


def read_form(sheets: tuple[Sheet, ...], notes: Notes) -> Form | None:
    """Return the form in the sheets of a workbook; what is wrong with it is refused."""
    by_name = _by_name(sheets, notes)
    if "survey" not in by_name or not by_name["survey"].headings:
        reason = f"the workbook has no sheet “survey” with headings{_near(sheets)}"
        notes.refuse("", 0, None, reason)
        return None
    settings_records = _records(by_name, "settings", SETTINGS, notes)
    settings = read_settings(settings_records, notes)
    collapse = settings.text("clean_text_values") not in NO
    records = read_records(by_name["survey"], SURVEY, notes, collapse=collapse)
    if not records.has_column("type"):
        reason = "the sheet has no column “type”"
        notes.refuse(records.name, records.sheet.heading_row, None, reason)
        return None
    choices = _records(by_name, "choices", CHOICES, notes)
    lists = read_lists(choices, notes, duplicates=settings.is_on("allow_choice_duplicates"))
    outside = _records(by_name, "external_choices", CHOICES, notes)
    external = read_lists(outside, notes, duplicates=True, required=False)
    survey = read_survey(records, lists, external, settings, notes)
    form = Form(survey, records, lists, settings, choices, settings_records, by_name)
    entities = _records(by_name, "entities", ENTITIES, notes)
    _check(form, entities, notes)
    _check_references(form, entities, notes)
    return form


def _by_name(sheets: tuple[Sheet, ...], notes: Notes) -> dict[str, Sheet]:
    """Return the sheets by their names in lower case; an only sheet may have any name."""
    found = {sheet.name.lower(): sheet for sheet in sheets}
    if len(sheets) == 1 and not _KNOWN & found.keys():
        found = {"survey": sheets[0]}
    for name in sorted(_KNOWN & found.keys()):
        refuse_doubles(found[name], notes)
    if "settings" in found:
        found["settings"] = without_second_id(found["settings"], notes)
    return found


def _near(sheets: tuple[Sheet, ...]) -> str:
    """Return a hint where a sheet has almost the name that is missing."""
    by_name = {sheet.name.lower(): sheet.name for sheet in sheets if sheet.headings}
    near = get_close_matches("survey", by_name, n=1)
    return f"; if it is “{by_name[near[0]]}”, call it “survey”" if near else ""


def _records(
    sheets: dict[str, Sheet], name: str, words: Vocabulary, notes: Notes
) -> Records | None:
    sheet = sheets.get(name)
    return read_records(sheet, words, notes) if sheet and sheet.rows else None


def _check(form: Form, entities: Records | None, notes: Notes) -> None:
    items = list(form.survey.root.walk())
    check_tree(form.survey, form.lists, notes)
    rows = entities.rows if entities else ()
    check_others(form.settings.record, rows, form.survey, form.lists, notes)
    listed = {row.text("dataset") for row in rows}
    written = written_names(form.survey, form.lists)
    check_display(form.survey, form.lists, listed, written, notes)
    check_instances(items, form.lists, notes)
    if form.choices:
        check_columns(form.choices, partial(is_searched, items), notes)
    check_entities(entities, items, notes)


def _check_references(form: Form, entities: Records | None, notes: Notes) -> None:
    names = form.survey.names.copy()
    if not form.settings.is_on("omit_instanceID"):
        names["instanceID"] += 1

    def in_survey(path: Path) -> bool:
        return path[0] not in ("type", "name", "trigger")

    check_references(form.records, names, in_survey, notes)
    if form.choices:
        check_references(form.choices, names, lambda path: path[0] in ("label", "media"), notes)
    if form.settings_records:
        check_references(form.settings_records, names, lambda _: True, notes)
    if entities:
        check_references(entities, names, lambda path: path[0] not in ("dataset", "repeat"), notes)
