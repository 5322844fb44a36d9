"""Makes an audit tool of a form that was read."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from forms.plain_words import explained
from forms.scales import Scale, Version
from forms.tool_files import scale_library
from forms.tools import Amendment, AuditTool, Origin, Suggestion
from forms.wording import Translations
from forms.xlsform.codes import CodeBook
from forms.xlsform.consequences import tool_limits
from forms.xlsform.languages import Languages, read_languages
from forms.xlsform.layout import lay_out
from forms.xlsform.loops import add_other, written_out
from forms.xlsform.mentions import rename_mentions
from forms.xlsform.naming import as_title, as_tool_id
from forms.xlsform.own_sheets import OwnSheets
from forms.xlsform.parts import PartReader
from forms.xlsform.reading import Form
from forms.xlsform.repair import repaired
from forms.xlsform.report import Notes
from forms.xlsform.rule_texts import filtered_columns
from forms.xlsform.sections import Ids, SectionMaker, called
from forms.xlsform.surroundings import Surroundings
from forms.xlsform.survey import Item

_VERSION: TypeAdapter[str] = TypeAdapter(Version)
_Part = TypeVar("_Part")
_LOOK_BACK = 12
_MAX_TITLE = 300
_GRADES = "ofsted"


def make_tool(form: Form, file: str, notes: Notes) -> AuditTool:
    """Return the audit tool of a form without refusals; what it loses is noted."""
    return _Maker(form, file, notes).tool()


class _Maker:
    """Knows the form, our sheets of its workbook, and what has been made so far."""

    def __init__(self, form: Form, file: str, notes: Notes) -> None:
        self._form = form
        self._notes = notes
        self._stem = PurePath(file).stem
        self._own = OwnSheets(form.sheets)
        self._languages = self._read_languages()
        add_other(list(form.survey.root.walk()), form.lists)
        self._reader = PartReader(self._own, form.lists, self._languages, notes)
        self._parts = self._reader.read()

    def tool(self) -> AuditTool:
        """Return the tool."""
        items = written_out(self._form.survey.root.children, self._form.lists)
        every = [each for item in items for each in (item, *item.walk())]
        grades = self._scales(every)
        ids = Ids.given(every, ours=self._own.is_ours)
        rename_mentions(every, self._form.lists, _changed(ids.by_name))
        around = self._surroundings(every, grades, ids)
        self._say_names(every, ids)
        maker = SectionMaker(ids, around, self._title())
        sections = maker.sections(lay_out(items, self._notes))
        others = self._languages.spoken[1:]
        limits = tool_limits(self._own.rows("audit_limits"), around.caps, others, self._notes)
        content = {
            **self._said(grades),
            "languages": self._languages.spoken or self._own.languages(),
            "themes": tuple(self._parts.themes.values()),
            "standards": tuple(self._parts.standards.values()),
            "agencies": tuple(self._parts.agencies.values()),
            "roles": tuple(self._parts.roles.values()),
            "limits": limits,
            "scales": tuple(self._parts.scales.values()),
            "sections": sections,
            "amends": self._history("amends", _amendment),
            "origin": self._history("origin", _origin),
        }
        tool = AuditTool.model_validate(content)
        return repaired(tool, maker.places, self._notes, ours=self._own.is_ours)

    def _read_languages(self) -> Languages:
        choices = self._form.choices
        paths = [*self._form.records.paths.values(), *(choices.paths.values() if choices else ())]
        default = self._form.settings.text("default_language")
        return read_languages(paths, default, self._own.languages())

    def _surroundings(self, every: Sequence[Item], grades: Scale, ids: Ids) -> Surroundings:
        codes = CodeBook(self._form.lists, self._languages, self._notes)
        changed = {
            item.name: found
            for item in every
            if item.list_name and item.select and (found := _changed(codes.names(item.list_name)))
        }
        codes.facts = _facts(every, changed)
        return Surroundings(
            languages=self._languages,
            codes=codes,
            parts=self._parts,
            caps=frozenset(grades.codes),
            ids=_changed(ids.by_name),
            changed=changed,
            ours=self._own.is_ours,
            notes=self._notes,
        )

    def _scales(self, every: Sequence[Item]) -> Scale:
        """Add the scales that questions name but no sheet declares; return that of the grades."""
        library = scale_library()
        wanted = [item.record.text("audit_scale") for item in every]
        grade_scale = self._own.value("grade_scale")
        for name in dict.fromkeys((grade_scale or _GRADES, *wanted)):
            if name and name not in self._parts.scales:
                scale = library.get(name) or self._reader.listed_scale(name)
                if scale:
                    self._parts.scales[name] = scale
        if grade_scale not in self._parts.scales:
            self._parts.scales.setdefault(_GRADES, library[_GRADES])
            grade_scale = _GRADES
        return self._parts.scales[grade_scale]

    def _said(self, grades: Scale) -> dict[str, object]:
        """Return what the settings and the sheet `audit_tool` say of the tool itself."""
        own, others = self._own, self._languages.spoken[1:]
        words: Translations = {}
        for field in ("title", "purpose", "credit", "grade_guidance"):
            row = own.said.get(field)
            for code, each in (row.translations(others, **{field: "value"}) if row else {}).items():
                words.setdefault(code, {}).update(each)
        return {
            "id": self._tool_id(),
            "version": self._version(),
            "title": self._title()[:_MAX_TITLE],
            "look_back_months": self._look_back(),
            "grade_scale": grades.id,
            "suggestion": self._suggestion(grades),
            "translations": words,
            **{name: own.value(name) for name in ("purpose", "credit", "grade_guidance")},
        }

    def _tool_id(self) -> str:
        settings = self._form.settings
        given = settings.text("id_string") or self._form.survey.named.get("form_id", "")
        tool_id = as_tool_id(given or self._stem)
        if given and tool_id != given:
            row = settings.record
            reason = f"the id “{given}” becomes “{tool_id}”"
            self._notes.degrade(row.sheet, row.number, row.column("id_string"), reason)
        return tool_id

    def _title(self) -> str:
        settings = self._form.settings
        given = settings.text("title") or self._form.survey.named.get("form_title", "")
        return given.strip() or as_title(settings.text("id_string") or self._stem)

    def _version(self) -> str:
        row = self._form.settings.record
        given = row.text("version")
        try:
            return _VERSION.validate_python(given)
        except ValidationError:
            if given:
                reason = f"the version “{given}” becomes “1.0”: numbers with points between"
                self._notes.degrade(row.sheet, row.number, row.column("version"), reason)
            return "1.0"

    def _look_back(self) -> int:
        given = self._own.value("look_back_months")
        if not given:
            reason = f"a look-back period of {_LOOK_BACK} months is assumed"
            self._notes.degrade("settings", 0, None, reason)
        return (
            int(given)
            if re.fullmatch("[1-9][0-9]{0,2}", given) and int(given) <= 240
            else _LOOK_BACK
        )

    def _suggestion(self, grades: Scale) -> Suggestion:
        try:
            cuts = tuple(float(cut) for cut in self._own.value("cuts").split())
            if len(cuts) == len(grades.points) - 1:
                return Suggestion(cuts=cuts)
        except ValueError:
            self._notes.degrade("audit_tool", 0, None, "“cuts” are not shares that fall; left out")
        count = len(grades.points)
        if count == len(Suggestion().cuts) + 1:
            return Suggestion()
        return Suggestion(cuts=tuple(round(1 - at / count, 2) for at in range(1, count)))

    def _history(self, part: str, make: Callable[[OwnSheets], _Part | None]) -> _Part | None:
        try:
            return make(self._own)
        except ValidationError as error:
            for _, message, _ in explained(error):
                self._notes.degrade("audit_amends", 0, None, f"“{part}” is left out: {message}")
            return None

    def _say_names(self, every: Sequence[Item], ids: Ids) -> None:
        for item in every:
            new = ids.of[id(item)]
            if new != called(item):
                record = item.record
                reason = f"the name “{item.name}” becomes “{new}”"
                self._notes.degrade(record.sheet, record.number, record.column("name"), reason)


def _changed(codes: Mapping[str, str]) -> dict[str, str]:
    return {name: code for name, code in codes.items() if name != code}


def _facts(
    every: Sequence[Item], changed: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], Mapping[str, str]]:
    """Return (list, column) → codes, for columns that filters compare with changed codes."""
    facts: dict[tuple[str, str], Mapping[str, str]] = {}
    for item in every:
        for column, question in filtered_columns(item.record.text("choice_filter")).items():
            if question in changed:
                facts[item.list_name, column] = changed[question]
    return facts


def _amendment(own: OwnSheets) -> Amendment | None:
    rows = list(own.rows("audit_amends"))
    said = {row.text("name"): row.text("value") for row in rows if row.text("part") == "amends"}
    if not said:
        return None
    codes: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.text("part") == "code":
            question, _, old = row.text("name").partition(" ")
            codes.setdefault(question, {})[old] = row.text("value")
    verdicts = {
        row.text("name"): row.text("value") for row in rows if row.text("part") == "question"
    }
    return Amendment.model_validate({**said, "questions": verdicts, "codes": codes})


def _origin(own: OwnSheets) -> Origin | None:
    said = {
        row.text("name"): row.text("value")
        for row in own.rows("audit_amends")
        if row.text("part") == "origin"
    }
    return Origin.model_validate(said) if said else None
