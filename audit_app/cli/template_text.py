"""How report templates read on the command line, and what their documents hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit_app.cli.output import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.report_templates import OpenedTemplate, TemplateConflict, TemplateState


def row_as_plain(row: TemplateState) -> dict[str, object]:
    """Return how a template stands, as JSON has it."""
    return {**row._asdict(), "kept_at": row.kept_at.isoformat() if row.kept_at else None}


def row_in_words(row: TemplateState) -> tuple[str, ...]:
    """Return how a template stands, as the cells of a line."""
    name = row.name or "(no name yet)"
    return (row.uid, name, row.tool, row.profile, f"{_kept_in_words(row)}{_standing(row)}")


def _kept_in_words(row: TemplateState) -> str:
    if row.kept_at is None:
        return f"never kept; a draft of {row.drafted_by or row.author}"
    return f"kept on {row.kept_at.astimezone():%d/%m/%Y} by {row.author}"


def _standing(row: TemplateState) -> str:
    if row.conflicts:
        return f"; {amount(row.conflicts, 'field')} in conflict"
    return "; open as a draft" if row.has_draft and row.kept_at else ""


def template_as_plain(row: TemplateState, opened: OpenedTemplate) -> dict[str, object]:
    """Return a template as its file has it, without the picture, which nobody reads."""
    plain = opened.template.model_dump(
        mode="json", by_alias=True, exclude={"status": True, "logo": {"png"}}, exclude_none=True
    )
    return {**row_as_plain(row), "template": plain}


def template_in_words(opened: OpenedTemplate) -> Iterator[str]:
    """Yield what a template says, field by field."""
    from forms.template_words import template_label, template_order, template_told

    for name in sorted(opened.fields, key=template_order):
        yield from _field(template_label(name), template_told(name, opened.fields[name]))


def conflict_as_plain(row: TemplateState, conflict: TemplateConflict) -> dict[str, object]:
    """Return what differs between the versions of a template, in place of the template."""
    differ = [{**each._asdict(), "texts": dict(each.texts)} for each in conflict.contests]
    return {**row_as_plain(row), "template": None, "differ": differ}


def conflict_in_words(row: TemplateState, conflict: TemplateConflict) -> Iterator[str]:
    """Yield what each version of a template says where they differ."""
    from forms.settling_names import side_in_words

    yield from (f"Two versions of “{row.name}” differ; “templates settle” chooses.", "")
    for each in conflict.contests:
        yield f"{each.field}: {each.label}"
        for name, text in each.texts.items():
            yield from (f"  {line}" for line in _field(side_in_words(name), text or "–"))


def _field(label: str, text: str) -> Iterator[str]:
    first, *rest = text.splitlines() or [""]
    if rest:
        yield from (f"{label}:", *(f"  {line}" for line in (first, *rest)))
    else:
        yield f"{label}: {first}"
