"""Knows a column by any of the names people give it, as pyxform does.

A heading becomes a path: `label::English (en)` is `("label", "English (en)")`, `relevance` is
`("bind", "relevant")`. A column nobody knows keeps its own words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.xlsform.report import Notes
from forms.xlsform.sheets import Sheet

Path = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The column names of a sheet, and the other names that some of them have."""

    known: frozenset[str]
    aliases: Mapping[str, Path]


def _paths(**aliases: str) -> dict[str, Path]:
    return {name: tuple(path.split("/")) for name, path in aliases.items()}


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_MEDIA = {name: ("media", name) for name in ("image", "big-image", "audio", "video")}
_ELEMENT = "name label parent extra_data media"
_ROW = "bind control hint type instance sms_field"

_OUR_SURVEY = (
    "audit_kind audit_scale audit_weight audit_limiting audit_escalate audit_na audit_ne "
    "audit_evidence audit_required audit_theme audit_standard audit_agency audit_role "
    "audit_minimum audit_maximum audit_earliest audit_latest audit_max_length audit_unit "
    "audit_was audit_id audit_graded audit_guidance audit_each audit_repeat_min audit_repeat_max"
)
"""Further columns of a workbook of ours (docs/xlsform.md); other programs ignore them."""

SURVEY = Vocabulary(
    known=_names(
        _ELEMENT,
        _ROW,
        "_dynamic_default _qtd_defaults _qtd_kwargs _itemset_has_ref actions choice_filter choices",
        "default guidance_hint itemset list_name parameters query trigger",
        _OUR_SURVEY,
    ),
    aliases={
        **_MEDIA,
        **_paths(
            read_only="bind/readonly",
            readonly="bind/readonly",
            relevant="bind/relevant",
            relevance="bind/relevant",
            required="bind/required",
            constraint="bind/constraint",
            constraining_message="bind/jr:constraintMsg",
            constraint_message="bind/jr:constraintMsg",
            calculation="bind/calculate",
            calculate="bind/calculate",
            noapperrorstring="bind/jr:noAppErrorString",
            no_app_error_string="bind/jr:noAppErrorString",
            requiredmsg="bind/jr:requiredMsg",
            required_message="bind/jr:requiredMsg",
            save_to="bind/entities:saveto",
            compact_tag="instance/odk:tag",
            appearance="control/appearance",
            count="control/jr:count",
            repeat_count="control/jr:count",
            autoplay="control/autoplay",
            rows="control/rows",
            body="control",
            caption="label",
            command="type",
            tag="name",
            value="name",
            sms_field="sms_field",
            sms_option="sms_option",
            sms_separator="sms_separator",
            sms_allow_media="sms_allow_media",
            sms_date_format="sms_date_format",
            sms_datetime_format="sms_datetime_format",
            sms_response="sms_response",
        ),
        "jr:count": ("control", "jr:count"),
    },
)

CHOICES = Vocabulary(
    known=_names(
        _ELEMENT,
        "_choice_itext_ref sms_option",
        "audit_score audit_good audit_tone audit_symbol audit_descriptor",
    ),
    aliases={**_MEDIA, **_paths(caption="label", list_name="list name", value="name")},
)

SETTINGS = Vocabulary(
    known=_names(
        _ELEMENT,
        _ROW,
        "_created _translations _xpath add_none_option allow_choice_duplicates attribute",
        "auto_delete auto_send children choices clean_text_values client_editable",
        "default_language delimiter entity_version file_name flat id_string instance_name",
        "instance_xmlns namespaces omit_instanceID prefix public_key",
        "setgeopoint_by_triggering_ref setvalues_by_triggering_ref sms_allow_media",
        "sms_date_format sms_datetime_format sms_keyword sms_response sms_separator style",
        "submission_url title version",
    ),
    aliases=_paths(
        form_title="title",
        set_form_title="title",
        form_id="id_string",
        set_form_id="id_string",
        prefix="prefix",
    ),
)

ENTITIES = Vocabulary(
    known=_names("dataset entity_id create_if update_if repeat label"),
    aliases=_paths(list_name="dataset"),
)


def column_paths(sheet: Sheet, words: Vocabulary, notes: Notes) -> dict[int, Path]:
    """Return the path of every column; two names of one column are refused."""
    paths: dict[int, Path] = {}
    first: dict[Path, str] = {}
    doubled = any("::" in heading for heading in sheet.headings.values())
    for column, heading in sheet.headings.items():
        path, canonical = _path(heading, doubled, words)
        if path in first and first[path] != heading and not canonical:
            reason = f"“{first[path]}” and “{heading}” are two names of one column"
            _twice(sheet, column, reason, notes)
        first[path] = heading
        paths[column] = path
    return paths


def refuse_doubles(sheet: Sheet, notes: Notes) -> None:
    """Refuse headings that stand twice, even over no rows."""
    seen: set[str] = set()
    for column, heading in sheet.headings.items():
        if heading in seen:
            _twice(sheet, column, f"the heading “{heading}” stands twice", notes)
        seen.add(heading)


def _twice(sheet: Sheet, column: int, reason: str, notes: Notes) -> None:
    notes.refuse(sheet.name, sheet.heading_row, column, f"{reason}; keep one of them")


def _path(heading: str, doubled: bool, words: Vocabulary) -> tuple[Path, bool]:
    """Return the path of a heading, and whether the heading is already its first name."""
    for name in (heading, _snake(heading)):
        if name in words.known and name not in words.aliases:
            return (name,), name == heading
    steps = tuple(_steps(heading, "::" if doubled else ":"))
    first = _snake(steps[0])
    if first in words.aliases:
        path = (*words.aliases[first], *steps[1:])
        return path, words.aliases[first] == (heading,)
    if first in words.known:
        return (first, *steps[1:]), first == heading
    return steps, True


def _steps(heading: str, mark: str) -> Iterator[str]:
    """Split a heading; with single colons, `jr:` is a prefix and no step."""
    steps = [step.strip() for step in heading.split(mark)]
    if mark == ":" and "jr" in steps[:-1]:
        at = steps.index("jr")
        steps[at : at + 2] = [f"jr:{steps[at + 1]}"]
    yield from steps


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()
