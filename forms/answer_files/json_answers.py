"""Takes audits out of a JSON document: which names it may use, and what stands where."""

from collections.abc import Iterator

from forms.answer_files.json_text import JsonText, Node
from forms.answer_files.names import PLAIN, REQUIRED, finding_keys, graded_sections, unknown
from forms.answer_files.places import Given, Problems, RawAudit
from forms.tools import AuditTool

_DOCUMENT = ["tool", "version", "audits"]
_GROUPS = ["attributes", "findings", "sections", "section_reasons"]
_FINDING = ["answer", "evidence"]


class JsonAnswers:
    """A JSON document of graded audits of one tool."""

    def __init__(self, content: bytes, problems: Problems) -> None:
        self._problems = problems
        self._text = JsonText(content, problems)
        if not isinstance(self._text.root.value, dict):
            problems.refuse(self._text.place(self._text.root.at), "must be a map of names")
        self._sentences: dict[tuple[str, str], str] = {}
        self._document = self._map(self._text.root, "the document", _DOCUMENT)

    def named(self, what: str) -> Given | None:
        """Return the tool or version that the document names."""
        node = self._document.get(what)
        return None if node is None or node.value is None else self._given(node)

    def audits(self, tool: AuditTool) -> Iterator[RawAudit]:
        """Yield every audit whose form is right; what is wrong becomes a problem."""
        node = self._document.get("audits")
        if node is None or not isinstance(node.value, list):
            place = self._text.place((node or self._text.root).at)
            self._problems.add(place, "“audits” must be a list of audits")
            return
        for audit in node.value:
            if isinstance(audit.value, dict):
                place = self._text.place(audit.at)
                yield RawAudit(place, dict(self._fields(audit, tool)))
            else:
                self._report(audit, "an audit must be a map of names")

    def _fields(self, audit: Node, tool: AuditTool) -> Iterator[tuple[str, Given]]:
        members = self._map(audit, "an audit", [*PLAIN, *_GROUPS])
        for name in REQUIRED:
            if name not in members:
                self._report(audit, f"“{name}” is missing")
        for name, node in members.items():
            if name in PLAIN:
                yield name, self._given(node)
        sections = graded_sections(tool)
        for name, node in self._entries(members, "attributes", None):
            yield f"attribute.{name}", self._given(node)
        for name, node in self._entries(members, "sections", sections):
            yield f"section.{name}", self._given(node)
        for name, node in self._entries(members, "section_reasons", sections):
            yield f"section_reason.{name}", self._given(node)
        for name, node in self._entries(members, "findings", _keys(members, tool)):
            finding = self._map(node, f"the finding for “{name}”", _FINDING)
            for part, value in finding.items():
                yield f"{part}.{name}", self._given(value)

    def _entries(
        self, members: dict[str, Node], group: str, known: list[str] | None
    ) -> Iterator[tuple[str, Node]]:
        node = members.get(group)
        if node is not None and node.value is not None:
            yield from self._map(node, f"“{group}”", known, _WHAT[group]).items()

    def _map(
        self, node: Node, title: str, known: list[str] | None, what: str = "known here"
    ) -> dict[str, Node]:
        """Return the members of a map that have known names; report the others."""
        if not isinstance(node.value, dict):
            self._report(node, f"{title} must be a map of names")
            return {}
        if known is None:
            return node.value
        allowed = set(known)
        for name in node.value.keys() - allowed:
            place = self._text.place(node.value[name].name_at)
            self._problems.add(place, self._unknown(what, name, known))
        return {name: member for name, member in node.value.items() if name in allowed}

    def _unknown(self, what: str, name: str, known: list[str]) -> str:
        """Look for the closest name once, however many audits use a wrong one."""
        if (what, name) not in self._sentences:
            self._sentences[what, name] = unknown(what, name, known)
        return self._sentences[what, name]

    def _given(self, node: Node) -> Given:
        value = node.value
        if isinstance(value, list):
            return Given([item.value for item in value], self._text.place(node.at))
        return Given(value, self._text.place(node.at))

    def _report(self, node: Node, message: str) -> None:
        self._problems.add(self._text.place(node.at), message)


def _keys(members: dict[str, Node], tool: AuditTool) -> list[str]:
    findings = members.get("findings")
    named = findings.value if findings and isinstance(findings.value, dict) else {}
    return finding_keys(tool, named)


_WHAT = {
    "attributes": "an attribute",
    "findings": "a question of this tool",
    "sections": "a graded section of this tool",
    "section_reasons": "a graded section of this tool",
}
