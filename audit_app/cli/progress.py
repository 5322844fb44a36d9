"""Progress of long work on stderr: one moving line on a terminal, a line a step elsewhere."""

import sys

_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Tells how much is done of how much; called as jobs call their progress."""

    def __init__(self) -> None:
        self._moving = sys.stderr.isatty()
        self._label = ""

    def __call__(self, done: int, total: int, label: str) -> None:
        """Show a step; an unchanged label is not repeated where lines cannot move."""
        if self._moving:
            percent = f"{done / total:4.0%}" if total else ""
            line = f"{percent}  {label}" if label and done < total else ""
            sys.stderr.write(f"{_CLEAR}{line}")
        elif label and label != self._label:
            sys.stderr.write(f"{label}\n")
        self._label = label
        sys.stderr.flush()
