"""Takes out of a tool what its checks find wrong, so that what is left is always a sound tool."""

from collections.abc import Iterator, Mapping, Set

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from forms.questions import Question
from forms.rules import RuleError, parse_rule
from forms.source import Path
from forms.tool_checks import Checked, check_tool
from forms.tool_checks.rule_places import rules_of
from forms.tools import AuditTool
from forms.wording import Translated, Translations
from forms.xlsform.never import settled_rules, with_settled
from forms.xlsform.report import Notes
from forms.xlsform.surroundings import field_column
from forms.xlsform.survey import Item

_ROUNDS = 50
"""Each round makes the tool smaller, so there is an end; this one is far beyond it."""


def repaired(tool: AuditTool, places: Mapping[str, Item], notes: Notes, *, ours: bool) -> AuditTool:
    """Return the tool without what is wrong in it, each fault noted at the row it came from.

    `places` is question id, or `/` and section id → the row it came from. In a tool that is
    `ours`, rules may name what nobody answers; in other forms that was answered somewhere else.
    """
    if not ours:
        tool = _settled(tool, places, notes)
    for _ in range(_ROUNDS):
        wrong = dict(_wrong(tool, ours))
        if not wrong:
            break
        for path, reason in wrong.items():
            _say(tool, path, reason, places, notes)
        whole: BaseModel = tool
        for path in sorted(wrong, key=_depth, reverse=True):
            whole = _without(whole, path)
        fields = {name: getattr(whole, name) for name in type(tool).model_fields}
        tool = AuditTool.model_validate(fields)
    return tool


def _settled(tool: AuditTool, places: Mapping[str, Item], notes: Notes) -> AuditTool:
    """Return the tool with comparisons settled that no answer can make true."""
    whole: BaseModel = tool
    for path, source, reason in settled_rules(tool):
        _say(tool, path, reason, places, notes, what="is taken as far as it can hold")
        whole = with_settled(whole, path, source)
    return AuditTool.model_validate({name: getattr(whole, name) for name in AuditTool.model_fields})


def _wrong(tool: AuditTool, ours: bool) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong, rules that name nothing answerable first and alone.

    They are many where a form leans on what an audit has not, and the tool checks look for a
    likely name for each.
    """
    checked = Checked(tool)
    lost = list(_lost(checked, ours))
    yield from lost
    if lost:
        return
    for fault in check_tool(checked):
        where = f" (character {fault.column})" if fault.column else ""
        yield fault.path, f"{fault.message}{where}"


def _lost(checked: Checked, ours: bool) -> Iterator[tuple[Path, str]]:
    questions = checked.tool.questions
    silent = () if ours else ("inert", "note")
    inert = {name for name, each in questions.items() if each.kind in silent}
    known = questions.keys() | checked.tool.groups.keys()
    for placed in rules_of(checked):
        try:
            rule = parse_rule(placed.source, options=placed.field == "choice_filter")
        except RuleError as error:
            yield placed.path, f"{error} (character {error.column})"
            continue
        for name in sorted(rule.names - known)[:1]:
            yield placed.path, f"no question is called “{name}” (character {rule.places[name]})"
        for name in sorted(rule.names & inert)[:1]:
            yield placed.path, f"“{name}” has no answer in an audit"


def _depth(path: Path) -> tuple[int, ...]:
    """Sort so that of the entries of a list the last is taken out first."""
    return tuple(step for step in path if isinstance(step, int))


def _say(
    tool: AuditTool,
    path: Path,
    reason: str,
    places: Mapping[str, Item],
    notes: Notes,
    *,
    what: str = "is left out",
) -> None:
    item, rest = _found(tool, path, places)
    field = str(rest[0]) if rest else ""
    words = f"“{field}” {what}: {reason}" if field else reason
    if item is None:
        notes.degrade("", 0, None, words)
        return
    record = item.record
    column = record.column(*field_column(field)) or record.column("type")
    notes.degrade(record.sheet, record.number, column, words)


def _found(tool: AuditTool, path: Path, places: Mapping[str, Item]) -> tuple[Item | None, Path]:
    """Return the innermost row that a path goes through, and the rest of the path."""
    part: object = tool
    item: Item | None = None
    rest = path
    for at, step in enumerate(path):
        part = (
            part[step]
            if isinstance(step, int) and isinstance(part, tuple)
            else getattr(part, str(step), None)
        )
        if isinstance(part, BaseModel) and hasattr(part, "id"):
            place = part.id if isinstance(part, Question) else f"/{part.id}"
            if place in places:
                item, rest = places[place], path[at + 1 :]
    return item, rest


def _without(part: BaseModel, path: Path) -> BaseModel:
    """Return a part of a tool without what stands at a path, or without what cannot lack it."""
    name, rest = str(path[0]), path[1:]
    value = getattr(part, name, None)
    if isinstance(part, Question) and _is_needed(part, name):
        return _inert(part)
    if isinstance(value, tuple) and rest and isinstance(rest[0], int) and rest[0] < len(value):
        at = rest[0]
        inside = value[at]
        kept = (_without(inside, rest[1:]),) if isinstance(inside, BaseModel) and rest[1:] else ()
        if name in ("choices", "points") and kept == (inside,):
            kept = ()
        return part.model_copy(update={name: (*value[:at], *kept, *value[at + 1 :])})
    if isinstance(value, BaseModel) and rest:
        return part.model_copy(update={name: _without(value, rest)})
    if isinstance(value, dict) and rest:
        return part.model_copy(update={name: {k: v for k, v in value.items() if k != rest[0]}})
    return _with_default(part, name)


def _with_default(part: BaseModel, name: str) -> BaseModel:
    info = type(part).model_fields.get(name)
    default = info.get_default(call_default_factory=True, validated_data={}) if info else None
    if info is None or default is PydanticUndefined:
        return part
    update = {name: default}
    if isinstance(part, Translated) and name in part.TRANSLATABLE:
        kept = set(part.TRANSLATABLE) - {name}
        update["translations"] = _words(part.translations, kept)
    return part.model_copy(update=update)


def _is_needed(question: Question, name: str) -> bool:
    """Whether a question of its kind cannot be asked without this."""
    return (question.kind, name) in {("calculated", "calculation"), ("graded", "scale")} or (
        name == "choices" and len(question.choices) < 1
    )


def _inert(question: Question) -> Question:
    return Question(
        id=question.id,
        kind="inert",
        label=question.label,
        hint=question.hint,
        guidance=question.guidance,
        relevant=question.relevant,
        translations=_words(question.translations, {"label", "hint", "guidance"}),
        was=question.was or question.kind,
    )


def _words(translations: Translations, kept: Set[str]) -> Translations:
    """Return translations of these fields only, without languages that are then empty."""
    found = {
        code: {field: text for field, text in words.items() if field in kept}
        for code, words in translations.items()
    }
    return {code: words for code, words in found.items() if words}
