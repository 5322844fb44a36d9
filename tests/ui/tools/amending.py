"""A tool and an amendment of it, for tests of the dialogs that ask about them."""

from forms.tool_files import read_tool
from forms.tools import AuditTool

_TEXT = """\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
sections:
  - id: visiting
    title: Visiting
    questions:
      - {id: seen, kind: graded, scale: yes_no, label: Was the child seen?}
      - {id: place, kind: one_of, label: Where was the child seen?,
         choices: [{code: home, label: At home}, {code: away, label: Away from home}]}
      - {id: heard, kind: graded, scale: yes_no, label: Was the child heard?}
"""
_WORDS = "      - {id: words, kind: text, label: In the child's words, required: false}\n"
_OTHER = "      - {{id: other_{0}, kind: text, label: Anything else about visit {0}?}}\n"


def visits(others: int = 0) -> AuditTool:
    """The tool before, with so many further questions."""
    return read_tool((_TEXT + _WORDS + _others(others)).encode(), "visits.yaml")


def amended_visits(version: str = "1.1", others: int = 0) -> AuditTool:
    """The tool after: evidence asked for, a choice under another code, one question gone."""
    text = _TEXT.replace('"1.0"', f'"{version}"')
    text = text.replace(
        "label: Was the child seen?", "label: Was the child seen?, evidence: required"
    )
    text = text.replace("code: away", "code: elsewhere")
    others_text = _others(others).replace("Anything else", "What else is known")
    return read_tool((text + others_text).encode(), "visits.yaml")


def _others(count: int) -> str:
    return "".join(_OTHER.format(number) for number in range(count))
