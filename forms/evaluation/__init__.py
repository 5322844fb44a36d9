"""Audits read through the rules of their tool: from scratch, or following every answer."""

from forms.evaluation.evaluation import Evaluation, evaluate
from forms.evaluation.filling import new_instance, started, with_calculated
from forms.evaluation.gaps import CASE, OVERALL, Gap
from forms.evaluation.grades import Cap, SuggestedGrade, asks_reason
from forms.evaluation.ledger import Progress
from forms.evaluation.live import LiveEvaluation
from forms.evaluation.seeing import TooMuchWork
from forms.evaluation.standing import Concern

__all__ = [
    "CASE",
    "OVERALL",
    "Cap",
    "Concern",
    "Evaluation",
    "Gap",
    "LiveEvaluation",
    "Progress",
    "SuggestedGrade",
    "TooMuchWork",
    "asks_reason",
    "evaluate",
    "new_instance",
    "started",
    "with_calculated",
]
