"""The four ways of having no judgement, as every table tells them."""

from typing import Final

from exports.tables.table import CodeMeaning

STATES: Final = (
    CodeMeaning("not_applicable", "Not applicable", counted=False),
    CodeMeaning("not_evidenced", "Not evidenced on file", good=False),
    CodeMeaning("unanswered", "Not answered", counted=False),
    CodeMeaning("hidden", "Hidden by a rule of the tool", counted=False),
)
"""`not_evidenced` counts as not good; the others leave the denominator."""

ANSWERED: Final = "answered"
"""The state of what has an answer."""
