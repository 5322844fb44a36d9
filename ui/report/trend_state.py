"""What is asked of a report over time, as text to be remembered, and in a few words; Qt-free."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from exports.figures.process_charts.models import Kind
    from exports.figures.reports.asked import OverTime

T = TypeVar("T")
EVERY: Final = {"quarter": "By quarter", "month": "By month"}
CHARTS: Final = {
    "": "Chart that suits the data",
    "run": "Run chart",
    "xmr": "XmR chart",
    "p": "p-chart",
}
_OF, _EVERY, _CHART, _TARGET, _CHANGES = "of", "every", "chart", "target", "changes"


def state_of(asked: "OverTime") -> dict[str, str]:
    """Return what is asked as text; what is as it would be anyway is left out.

    Dates are ISO; steps and changes stand one a line, as the command line takes them.
    """
    steps = [f"{step.by.isoformat()}={share_text(step.value)}" for step in asked.steps]
    changes = [f"{change.day.isoformat()}={change.what}" for change in asked.changes]
    state = {
        _OF: asked.of,
        _EVERY: asked.every if asked.every != "quarter" else "",
        _CHART: asked.chart or "",
        _TARGET: "\n".join(steps),
        _CHANGES: "\n".join(changes),
    }
    return {name: text for name, text in state.items() if text}


def asked_by(state: Mapping[str, str]) -> "OverTime":
    """Return what a remembered text asks for; a line that cannot be read is passed over."""
    from exports.figures.reports.asked import OverTime, in_order, read_change, read_step

    steps = list(_read(read_step, state.get(_TARGET, "")))
    kinds: tuple[Kind, ...] = ("run", "xmr", "p")
    return OverTime(
        "month" if state.get(_EVERY) == "month" else "quarter",
        state.get(_OF, ""),
        in_order(list({step.by: step for step in steps}.values())),
        tuple(_read(read_change, state.get(_CHANGES, ""))),
        next((kind for kind in kinds if kind == state.get(_CHART)), None),
    )


def told(asked: "OverTime") -> str:
    """Return target and changes in a line, such as `Target: 60% by 30/09/2026.` and more."""
    return " ".join(_told(asked)) or "No target, and no known changes."


def share_text(share: float) -> str:
    """Return a share as people type it, such as 60% or 62.5%."""
    return f"{round(share * 100, 2):g}%"


def _told(asked: "OverTime") -> Iterator[str]:
    steps = [f"{share_text(step.value)} by {step.by:%d/%m/%Y}" for step in asked.steps]
    if steps:
        yield f"Target: {', '.join(steps)}."
    if len(asked.changes) == 1:
        yield f"Practice changed on {asked.changes[0].day:%d/%m/%Y}."
    elif asked.changes:
        yield f"Practice changed on {len(asked.changes)} days."


def _read(reader: Callable[[str], T], text: str) -> Iterable[T]:
    for line in text.splitlines():
        try:
            yield reader(line)
        except ValueError:
            continue
