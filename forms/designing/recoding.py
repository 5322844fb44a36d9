"""Codes of answers and names of lists changed, with everything in the tool that names them.

Rules are changed by their tokens: only a code that stands right beside the question it is
compared with is meant, never the same letters elsewhere.
"""

from collections.abc import Mapping

from pydantic import JsonValue

from forms.designing.editing import Edited
from forms.designing.naming import through_rules
from forms.designing.offers import USUAL_GRADES
from forms.designing.outline import TOOL, groups, questions
from forms.designing.plain import Path, Plain, part_at, parts_in, text_at, value_at, with_value
from forms.rules import RuleError
from forms.tool_checks.compared_codes import compared_codes

Renames = Mapping[str, str]
"""Old code or name → new one."""

_NAMED_AS = {
    "themes": ("theme",),
    "standards": ("standards",),
    "agencies": ("agencies",),
    "roles": ("roles",),
}
"""List of the tool → the properties of questions and sections that name its entries."""


def renames_between(before: JsonValue, after: JsonValue, key: str) -> dict[str, str]:
    """Return old → new of the rows that got another code or name, for one edit of a table.

    A row is known by its place, so nothing is read out of an edit that adds or removes rows; and
    a name that stands in both was moved, not changed.
    """
    old = [text_at(row, (key,)) for row in parts_in(before)]
    new = [text_at(row, (key,)) for row in parts_in(after)]
    if len(old) != len(new):
        return {}
    gone, come = {*old} - {*new} - {""}, {*new} - {*old} - {""}
    pairs = zip(old, new, strict=True)
    return {one: other for one, other in pairs if one in gone and other in come}


def with_choices(data: Plain, path: Path, choices: JsonValue) -> Edited:
    """Give a question other answers; what names an answer by its code follows its new code."""
    question = part_at(data, path)
    changed = with_value(data, (*path, "choices"), choices)
    renames = renames_between(question.get("choices"), choices, "code")
    name = text_at(question, ("id",))
    return Edited(_recoded(changed, {name: path}, renames), path, "change the answers")


def with_points(data: Plain, scale_id: str, renames: Renames) -> Plain:
    """Return the data with the codes of a scale's points changed wherever something names them.

    The scale itself is not touched. Caps follow where the grades are given on this scale.
    """
    graded = {
        text_at(question, ("id",)): path
        for path, question in questions(data)
        if question.get("kind") == "graded" and question.get("scale") == scale_id
    }
    changed = _recoded(data, graded, renames)
    if (text_at(data, ("grade_scale",)) or USUAL_GRADES) != scale_id:
        return changed
    for holder in (TOOL, *(path for path, _ in questions(data))):
        for at, _ in enumerate(parts_in(value_at(changed, (*holder, "limits")))):
            changed = _renamed_at(changed, (*holder, "limits", at, "cap"), renames)
    return changed


def with_list(data: Plain, name: str, rows: JsonValue) -> Edited:
    """Give the tool another list of themes, standards, agencies or roles.

    Questions and sections that name an entry by its id follow its new id.
    """
    renames = renames_between(data.get(name), rows, "id")
    changed = with_value(data, (name,), rows)
    for path in (*groups(data), *(path for path, _ in questions(data))) if renames else ():
        for property_name in _NAMED_AS[name]:
            changed = _renamed_at(changed, (*path, property_name), renames)
    return Edited(changed, TOOL, f"change the {name}")


def _recoded(data: Plain, named: Mapping[str, Path], renames: Renames) -> Plain:
    """Return the data with the codes of some questions, by id with their paths, changed."""
    if not renames or not named:
        return data
    changed = through_rules(data, lambda rule: _recoded_rule(rule, named, renames))
    for path in named.values():
        changed = _renamed_at(changed, (*path, "default"), renames)
        rule = text_at(changed, (*path, "constraint"))
        if rule:
            own = _recoded_rule(rule, {"": path}, renames)
            changed = with_value(changed, (*path, "constraint"), own)
        for name in ("limits", "escalates"):
            for at, _ in enumerate(parts_in(value_at(changed, (*path, name)))):
                changed = _renamed_at(changed, (*path, name, at, "answers"), renames)
    return changed


def _recoded_rule(rule: str, named: Mapping[str, Path], renames: Renames) -> str:
    """Return a rule with the codes that these questions are compared with changed.

    A text that is no rule stays as it is.
    """
    try:
        found = [each for each in compared_codes(rule) if each.name in named]
    except RuleError:
        return rule
    for each in reversed(found):
        end = each.at + len(each.code)
        rule = f"{rule[: each.at]}{renames.get(each.code, each.code)}{rule[end:]}"
    return rule


def _renamed_at(data: Plain, path: Path, renames: Renames) -> Plain:
    """Return the data with a name, or each of a list of names, at a path changed."""
    value = value_at(data, path)
    if isinstance(value, str):
        words = [renames.get(word, word) for word in value.split(" ")]
        after: JsonValue = " ".join(words)
    elif isinstance(value, list):
        after = [renames.get(name, name) if isinstance(name, str) else name for name in value]
    else:
        return data
    return data if after == value else with_value(data, path, after)
