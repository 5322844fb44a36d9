"""Makes the sections of an audit tool, with every question under an id of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from forms.evaluation import CASE, OVERALL
from forms.plain_words import explained
from forms.tools import Question, Repeat, Section, Subsection
from forms.wording import Translations
from forms.xlsform.languages import words_of
from forms.xlsform.layout import Part, Placed, Whole
from forms.xlsform.naming import Names, as_id, as_title, distinct, shortened
from forms.xlsform.own_sheets import translations
from forms.xlsform.questions import make_question
from forms.xlsform.records import Record
from forms.xlsform.settings import YES
from forms.xlsform.surroundings import Surroundings
from forms.xlsform.survey import Item

_MAX_TITLE = 300


@dataclass
class Ids:
    """The ids of a form's groups and questions; a question and a section may share one."""

    of: dict[int, str] = field(default_factory=dict)
    """Identity of an item → its id."""
    by_name: dict[str, str] = field(default_factory=dict)
    """Name in the workbook → id."""

    @classmethod
    def given(cls, items: Sequence[Item], *, ours: bool) -> "Ids":
        """Give every group that stays, and every question, an id.

        In a tool of ours a section and a question may share one; in other forms each name
        stands alone, so that the tool can go out again as a form.
        """
        ids = cls()
        groups = [item for item in items if item.kind != "question"]
        questions = [item for item in items if item.kind == "question"]
        for each in (groups, questions) if ours else ([*groups, *questions],):
            taken = (CASE, OVERALL) if each is not questions else ()
            names = distinct(map(called, each), as_id, taken if ours else (*taken, "meta"))
            for item, name in zip(each, names, strict=True):
                ids.of[id(item)] = name
                ids.by_name[item.name] = name
        return ids


def called(item: Item) -> str:
    """Return what a row wants as its id: its name, or what our column says."""
    return item.record.text("audit_id") or item.name


class SectionMaker:
    """Makes sections out of what was laid out; remembers where each part came from."""

    def __init__(self, ids: Ids, around: Surroundings, title: str) -> None:
        self._ids = ids
        self._around = around
        self._title = title
        self._names = Names((CASE, OVERALL, *ids.of.values()))
        self.places: dict[str, Item] = {}
        """Question id, or `/` and section id → the row it came from."""

    def sections(self, wholes: Sequence[Whole]) -> tuple[Section, ...]:
        """Return the sections of the tool; there is always one."""
        made = tuple(
            self._section(whole) for whole in wholes if whole.questions or _asking(whole.parts)
        )
        return made or (self._nothing(),)

    def _nothing(self) -> Section:
        """Return a section that says that the form asks nothing."""
        note = Question(id="nothing_asked", kind="note", label="The form asks nothing.")
        title = self._title[:_MAX_TITLE]
        return Section(id="questions", title=title, graded=False, questions=(note,))

    def _section(self, whole: Whole) -> Section:
        questions = tuple(map(self._question, whole.questions))
        parts = tuple(self._part(part, whole) for part in _asking(whole.parts))
        if whole.group is None:
            name = self._names.take("questions")
            ending = "" if name == "questions" else " (continued)"
            title = self._title[: _MAX_TITLE - len(ending)] + ending
            return Section(id=name, title=title, graded=False, questions=questions)
        graded = whole.group.record.text("audit_graded") in YES
        content = self._group(whole.group, whole.continues)
        content["relevant"] = self._joined([whole.group])
        return Section.model_validate(
            {**content, "graded": graded, "questions": questions, "sections": parts}
        )

    def _part(self, part: Part, whole: Whole) -> Subsection:
        questions = tuple(map(self._question, part.questions))
        content = self._group(part.group, part.continues)
        if part.group is not whole.group:
            content["relevant"] = self._joined([*part.inside, part.group])
        if whole.group and whole.group.kind == "repeat":
            content["repeat"] = None
        return Subsection.model_validate({**content, "questions": questions})

    def _question(self, placed: Placed) -> Question:
        name = self._ids.of[id(placed.item)]
        self.places[name] = placed.item
        question = make_question(placed.item, name, self._around)
        relevant = self._joined([*placed.inside, placed.item])
        return question.model_copy(update={"relevant": relevant}) if placed.inside else question

    def _joined(self, items: Sequence[Item]) -> str:
        """Return one rule that holds where the rules of all the items hold."""
        rules = [self._around.rule(item, "bind", "relevant") for item in items]
        rules = [rule for rule in rules if rule]
        return rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)

    def _group(self, item: Item, continues: bool) -> dict[str, object]:
        name = self._ids.of.get(id(item)) or self._names.take(as_id(item.name))
        if continues:
            name = self._names.take(f"{name[:50]}_more")
        self.places[f"/{name}"] = item
        record, around = item.record, self._around
        return {
            "id": name,
            **self._words(item, " (continued)" if continues else ""),
            "guidance": record.text("audit_guidance"),
            "repeat": None if continues else self._repeat(item),
            "agencies": around.parts.party_ids(record.text("audit_agency"), around.parts.agencies),
            "roles": around.parts.party_ids(record.text("audit_role"), around.parts.roles),
        }

    def _words(self, item: Item, ending: str) -> dict[str, object]:
        words = words_of(item.record, title=("label",))
        title = self._around.languages.first(words.get("title", {})) or as_title(item.name)
        found = self._own_words(item.record, {"guidance": "audit_guidance"})
        for code, each in self._around.languages.others(words).items():
            found[code] = {**each, **found.get(code, {})}
        return {"title": shortened(title, _MAX_TITLE - len(ending)) + ending, "translations": found}

    def _own_words(self, record: Record, columns: dict[str, str]) -> Translations:
        cells = {path[0].lower(): value.text for path, value in record.values.items()}
        return translations(cells, self._around.others, columns)

    def _repeat(self, item: Item) -> Repeat | None:
        if item.kind != "repeat":
            return None
        record = item.record
        words = words_of(record, each=("label",)).get("each", {})
        each = record.text("audit_each") or self._around.languages.first(words)
        count = self._around.rule(item, "control", "jr:count")
        most = record.text("audit_repeat_max") or (
            count if count.isdecimal() and int(count) > 20 else ""
        )
        content = {
            "each": (each or as_title(item.name))[:_MAX_TITLE],
            "count": count,
            "translations": self._own_words(record, {"each": "audit_each"}),
            "minimum": record.text("audit_repeat_min") or 1,
            "maximum": most or 20,
        }
        try:
            return Repeat.model_validate(content)
        except ValidationError as error:
            for path, message, _ in explained(error):
                column = record.column(_REPEAT_COLUMNS.get(str(path[0]), "type"))
                self._around.notes.degrade(record.sheet, record.number, column, message)
            return Repeat(each=str(content["each"]))


def _asking(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.questions]


_REPEAT_COLUMNS = {"minimum": "audit_repeat_min", "maximum": "audit_repeat_max", "count": "control"}
