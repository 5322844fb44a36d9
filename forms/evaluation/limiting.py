"""The limiting rules and safeguarding concerns that answers set off, kept by finding key."""

from __future__ import annotations

from itertools import chain
from typing import TypeVar

from forms.evaluation.grades import Cap
from forms.evaluation.layout import Layout
from forms.evaluation.standing import Concern

_Each = TypeVar("_Each")


class SetOff:
    """What answers set off now. `stale` is set when the caps changed, until somebody clears it."""

    def __init__(self, layout: Layout) -> None:
        self.stale = True
        self._layout = layout
        self._caps: dict[str, tuple[Cap, ...]] = {}
        self._by_tool: dict[int, Cap] = {}
        self._concerns: dict[str, tuple[Concern, ...]] = {}

    def put(self, key: str, caps: tuple[Cap, ...], concerns: tuple[Concern, ...]) -> None:
        """Say what one finding sets off now."""
        if caps != self._caps.get(key, ()):
            self.stale = True
            _keep(self._caps, key, caps)
        _keep(self._concerns, key, concerns)

    def put_by_tool(self, at: int, cap: Cap | None) -> None:
        """Say what a limiting rule of the tool itself, by its place in the tool, leaves now."""
        if cap != self._by_tool.pop(at, None):
            self.stale = True
        if cap:
            self._by_tool[at] = cap

    @property
    def caps(self) -> tuple[Cap, ...]:
        """The limiting rules that apply, in the order of the form, each once."""
        by_answers = (cap for key in self._layout.in_order(self._caps) for cap in self._caps[key])
        by_tool = (self._by_tool[at] for at in sorted(self._by_tool))
        once: dict[int, Cap] = {}
        for cap in chain(by_answers, by_tool):
            once.setdefault(id(cap.limit), cap)
        return tuple(once.values())

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The safeguarding concerns that answers raise, in the order of the form."""
        keys = self._layout.in_order(self._concerns)
        return tuple(concern for key in keys for concern in self._concerns[key])


def _keep(kept: dict[str, tuple[_Each, ...]], key: str, now: tuple[_Each, ...]) -> None:
    if now:
        kept[key] = now
    else:
        kept.pop(key, None)
