"""The rule language: ODK XForms expressions over answers, read, worked out, renamed, explained."""

from forms.rules.explaining import explained
from forms.rules.functions import FUNCTIONS, FunctionHelp
from forms.rules.renaming import renamed
from forms.rules.rule import Rule, parse_rule
from forms.rules.surroundings import PlainAnswers, Surroundings
from forms.rules.tokens import RuleError
from forms.rules.values import Nodes, Scalar, Value, as_boolean, as_number, as_text

__all__ = [
    "FUNCTIONS",
    "FunctionHelp",
    "Nodes",
    "PlainAnswers",
    "Rule",
    "RuleError",
    "Scalar",
    "Surroundings",
    "Value",
    "as_boolean",
    "as_number",
    "as_text",
    "explained",
    "parse_rule",
    "renamed",
]
