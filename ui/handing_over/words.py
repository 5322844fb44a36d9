"""How a hand-over reads; knows no Qt."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.hand_over_choice import Counts
    from forms.manifests import Manifest


def counts_text(counts: "Counts | Manifest") -> str:
    """Return `12 audits, 3 drafts and 2 audit tools`; what there is none of is left out."""
    parts = [
        _amount(counts.audits, "audit"),
        _amount(counts.drafts, "draft"),
        _amount(counts.tools, "audit tool"),
    ]
    told = [part for part in parts if part]
    return " and ".join([*([", ".join(told[:-1])] if told[:-1] else []), *told[-1:]])


def will_go(counts: "Counts", *, changed_only: bool) -> str:
    """Say what a selection would hand over."""
    if counts.audits or counts.drafts or counts.revisions:
        return f"{counts_text(counts)} will go."
    if changed_only:
        return "Nothing changed since the last hand-over with these filters."
    return "No audit and no draft fits these filters."


def went(name: str, manifest: "Manifest") -> str:
    """Say what a file that was handed over holds."""
    return f"“{name}” holds {counts_text(manifest)}, with their whole history."


def _amount(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}" if number else ""
