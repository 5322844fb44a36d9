"""Which answers of which versions of a tool may be counted together, and compared over time."""

from collections.abc import Hashable, Iterable, Mapping

from forms.canonical import content_hash
from forms.tools import AuditTool
from forms.versions.measures import carries_over, question_measure, scale_measure

GRADES = ""
"""Stands for section and overall grades where a question's id is asked for."""

_NEW = "new_measure"


class Comparability:
    """What the amendments of several versions say together.

    Each version follows its amendment back to the version it amends, as far as that is among
    those given. Versions without a map (or whose amended version is not known) are comparable
    where they ask the same id in the same way.
    """

    def __init__(self, versions: Iterable[AuditTool]) -> None:
        self._tools = {tool.hash: tool for tool in versions}
        self._roots: dict[tuple[str, str], str] = {}
        self._lines: dict[tuple[str, str], str] = {}

    def measure_of(self, tool_hash: str, question_id: str) -> Hashable:
        """Return what a version's question measures; equal measures may be counted together.

        Raises KeyError for a version that was not given or does not ask the question.
        """
        root = self._root(tool_hash, question_id)
        tool = self._tools[root]
        measure = question_measure(tool, tool.questions[question_id])
        return (self._since(root, question_id), measure)

    def grades_of(self, tool_hash: str) -> Hashable:
        """Return what a version's grades measure; equal measures may be counted together."""
        root = self._root(tool_hash, GRADES)
        return (self._since(root, GRADES), scale_measure(self._tools[root].grades))

    def line_of(self, tool_hash: str, question_id: str = GRADES) -> Hashable:
        """Return the line over time that a version's answers, or grades, belong to.

        It is broken where the measure is a new one, and also where nobody said that it is not:
        between versions without a map, unless question, scale and look-back are the very same.
        """
        root = self._root(tool_hash, question_id)
        if question_id == GRADES or self._since(root, question_id):
            return root
        if (root, question_id) not in self._lines:
            self._lines[root, question_id] = self._asked(root, question_id)
        return self._lines[root, question_id]

    def _asked(self, tool_hash: str, question_id: str) -> str:
        """Return the hash of everything that a version asks and means by a question."""
        tool = self._tools[tool_hash]
        question = tool.questions[question_id]
        scale = tool.scale_of(question)
        asked = [question.model_dump(mode="json"), scale and scale.model_dump(mode="json")]
        return content_hash([*asked, tool.look_back_months])

    def codes(self, tool_hash: str, shown_hash: str, question_id: str) -> dict[str, str] | None:
        """Return old code → code of the shown version, for codes that are called otherwise there.

        None where the answers cannot be told in the shown version's codes: one version does not
        descend from the other, and codes were mapped between them.
        """
        found: dict[str, str] = {}
        for step in reversed(self._steps(tool_hash, shown_hash, question_id)):
            mapping = self._mapping(step, question_id)
            known = {old: mapping.get(code, code) for old, code in found.items()}
            found = {**mapping, **known}
        behind = self._steps(shown_hash, tool_hash, question_id)
        if any(self._mapping(step, question_id) for step in behind):
            return None
        return {old: code for old, code in found.items() if old != code}

    def amended(self, tool: AuditTool) -> AuditTool | None:
        """Return the version that a tool amends, if it is known."""
        return self._tools.get(tool.amends.hash) if tool.amends else None

    def because(self, tool_hash: str, question_id: str = GRADES) -> AuditTool | None:
        """Return the version whose map says that the measure is a new one; None where none did."""
        root = self._root(tool_hash, question_id)
        return self._tools[root] if self._since(root, question_id) else None

    def _root(self, tool_hash: str, question_id: str) -> str:
        """Return the oldest version known to measure what this one measures."""
        passed = []
        here = tool_hash
        while (here, question_id) not in self._roots:
            passed.append(here)
            before = self._amended(here, question_id)
            if before is None:
                self._roots[here, question_id] = here
                break
            here = before
        root = self._roots[here, question_id]
        self._roots.update({(each, question_id): root for each in passed})
        return root

    def _amended(self, tool_hash: str, question_id: str) -> str | None:
        """Return the version before that measures the same, by this version's map."""
        new = self._tools[tool_hash]
        old = self.amended(new)
        if new.amends is None or old is None:
            return None
        if question_id == GRADES:
            alike = scale_measure(old.grades) == scale_measure(new.grades)
            return old.hash if alike and new.amends.grades == "same" else None
        if new.amends.questions.get(question_id, "same") == _NEW:
            return None
        if question_id not in old.questions:
            return None
        mapping = self._mapping(tool_hash, question_id)
        return old.hash if carries_over(old, new, question_id, mapping) else None

    def _since(self, root: str, question_id: str) -> str:
        """Return the version that began a measure by its map; "" where there is no such map."""
        tool = self._tools[root]
        if tool.amends is None:
            return ""
        if tool.amends.hash in self._tools:
            return root
        verdict = tool.amends.questions.get(question_id, "same")
        declared = tool.amends.grades if question_id == GRADES else verdict
        return root if declared == _NEW else ""

    def _steps(self, old: str, new: str, question_id: str) -> list[str]:
        """Return the versions from `new` back to, and without, `old` or its nearest kin."""
        ancestors = {old, *self._line(old, question_id)}
        steps = []
        for here in (new, *self._line(new, question_id)):
            if here in ancestors:
                break
            steps.append(here)
        return steps

    def _line(self, tool_hash: str, question_id: str) -> list[str]:
        found: list[str] = []
        before = self._amended(tool_hash, question_id)
        while before is not None:
            found.append(before)
            before = self._amended(before, question_id)
        return found

    def _mapping(self, tool_hash: str, question_id: str) -> Mapping[str, str]:
        amends = self._tools[tool_hash].amends
        return amends.codes.get(question_id, {}) if amends else {}


def comparable(versions: Iterable[AuditTool]) -> Comparability:
    """Return what may be counted together among these versions; they may be of several tools."""
    return Comparability(versions)
