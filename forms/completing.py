"""What still stands between a draft and a completed audit: all of it at once."""

from datetime import date

from forms.audits import Audit
from forms.evaluation import CASE, OVERALL, Gap, asks_reason, evaluate
from forms.tools import AuditTool

__all__ = ["CASE", "OVERALL", "Gap", "asks_reason", "gaps"]


def gaps(tool: AuditTool, audit: Audit, today: date) -> list[Gap]:
    """Return everything that must be mended before the audit can be completed, in order."""
    return evaluate(tool, audit, today).gaps
