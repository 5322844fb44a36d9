"""What a person gives when something is sealed: who they are, and why."""

from typing import Final

from forms.errors import AuditAppError

LONGEST_NAME: Final = 100
LONGEST_REASON: Final = 20_000


def given_name(author: str, sentence: str) -> str:
    """Return a name as it is sealed. Raises AuditAppError with the sentence where it is empty."""
    name = author.strip()
    if not name:
        raise AuditAppError(sentence)
    if len(name) > LONGEST_NAME:
        raise AuditAppError(f"Use at most {LONGEST_NAME} letters for the name.")
    return name


def given_reason(reason: str, sentence: str) -> str:
    """Return a reason as it is sealed. Raises AuditAppError with the sentence where it is empty."""
    why = reason.strip()
    if not why:
        raise AuditAppError(sentence)
    if len(why) > LONGEST_REASON:
        raise AuditAppError(f"Use at most {LONGEST_REASON:,} letters for the reason.")
    return why
