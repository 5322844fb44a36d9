"""An evaluation that follows an audit as it is filled in, answer by answer."""

from datetime import date

from pydantic import JsonValue

from forms.audits import Audit
from forms.evaluation.evaluation import Evaluation
from forms.findings import split_key
from forms.tools import AuditTool


class LiveEvaluation(Evaluation):
    """An evaluation that is always what `evaluate` would say of the audit as it stands.

    What a change costs depends on what it changes, not on how large the tool is.
    """

    def __init__(self, tool: AuditTool, audit: Audit, today: date) -> None:
        super().__init__(tool, audit, today)
        _ = self._ledger  # worked out at the start, so that no change has to

    def put(self, field: str, value: JsonValue | None) -> frozenset[str]:
        """Give a field, named as in `Audit.to_fields`, another value; None empties it.

        Returns the finding keys and the ids of sections whose standing changed, with `CASE` and
        `OVERALL` for the particulars and the overall judgement. Raises pydantic's
        ValidationError, and changes nothing, where an audit cannot hold the value.
        """
        self._given.put(field, value)
        self._board.forget()
        self._touch(field)
        self._board.settle()
        self._ledger.update(field)
        return frozenset(self._board.changed)

    def _touch(self, field: str) -> None:
        group, _, name = field.partition(".")
        board = self._board
        if group == "finding":
            self._touch_question(name)
        elif group == "instances" and name in board.instances:
            board.touch(board.parts.groups[name])
        elif field in ("attribute.agency", "attribute.role"):
            for part in board.parts.partial:
                for number in (0,) if part.node in board.shown else board.places(part):
                    board.touch(part, number)

    def _touch_question(self, key: str) -> None:
        name, instance = split_key(key)
        part = self._board.parts.questions.get(name)
        number = instance or 0
        if part and number in self._board.places(part):
            self._board.touch(part, number)
            self._board.unread.add((part, number))
            self._board.changed.add(key)
