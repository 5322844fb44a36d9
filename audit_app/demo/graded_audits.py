"""What the demo makes: audits with their moments, and the changes some of them see later."""

from dataclasses import dataclass
from datetime import datetime

from audit_app.demo.service import Case
from forms.audits import Audit


@dataclass(frozen=True)
class Correction:
    """A later change of a completed audit, sealed by somebody on their own copy of it.

    Every correction builds on the first sealed version; two of them are two sides.
    """

    auditor: int
    sealed_at: datetime
    audit: Audit


@dataclass(frozen=True)
class DemoAudit:
    """One audit of an invented case. `auditor` is a place in the service's auditors."""

    uid: str
    case: Case
    auditor: int
    audit: Audit
    started_at: datetime
    sealed_at: datetime | None
    """None while it is still a draft."""
    corrections: tuple[Correction, ...] = ()

    @property
    def shared_with(self) -> tuple[int, ...]:
        """The other auditors who hold a copy and changed it."""
        others = {each.auditor for each in self.corrections if each.auditor != self.auditor}
        return tuple(sorted(others))
