"""The steps of designing a tool, to take back and make again, each with its name."""

from typing import NamedTuple

from forms.designing.plain import Path, Plain

DEEPEST = 500


class State(NamedTuple):
    """A tool as it stood after a step, the line that was chosen then, and the step's name."""

    data: Plain
    path: Path
    name: str
    run: str = ""


class Steps:
    """States in their order, with one of them the present one.

    States share what they have in common, so that many of them take little more than one.
    """

    def __init__(self, data: Plain, path: Path = ()) -> None:
        self._states = [State(data, path, "")]
        self._at = 0

    @property
    def present(self) -> State:
        """The state that is shown."""
        return self._states[self._at]

    @property
    def undo_name(self) -> str:
        """What undo would take back, "" for nothing."""
        return self.present.name

    @property
    def redo_name(self) -> str:
        """What redo would make again, "" for nothing."""
        later = self._states[self._at + 1 : self._at + 2]
        return later[0].name if later else ""

    def record(self, data: Plain, path: Path, name: str, run: str = "") -> bool:
        """Note a step; one of the same `run` as the last goes into that. False: nothing changed."""
        if data == self.present.data:
            return False
        del self._states[self._at + 1 :]
        state = State(data, path, name, run)
        if run and run == self.present.run:
            self._states[self._at] = state
        else:
            self._states.append(state)
        del self._states[: max(len(self._states) - DEEPEST - 1, 0)]
        self._at = len(self._states) - 1
        return True

    def undo(self) -> Path | None:
        """Go one step back. Returns the line it was about, None when there is no step."""
        if self._at == 0:
            return None
        about = self.present.path
        self._at -= 1
        return about

    def redo(self) -> Path | None:
        """Make the next step again. Returns the line it is about, None when there is no step."""
        if self._at + 1 >= len(self._states):
            return None
        self._at += 1
        return self.present.path
