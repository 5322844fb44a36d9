"""The options of a report over time: its measure, its target, known changes, its chart."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from audit_app.cli.output import WrongUsage
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from exports.figures.process_charts.models import TargetStep
    from exports.figures.reports.asked import KnownChange
    from exports.reports.kinds import ReportRequest

_LARGEST: Final = 64 * 1024
_Read = TypeVar("_Read")


def add_over_time(parser: ArgumentParser) -> None:
    """Add --of, --target, --targets, --change, --every and --chart."""
    parser.add_argument(
        "--of",
        default="",
        metavar="ID",
        help="the section or question in front; without it the overall grades",
    )
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        type=_step,
        metavar="DAY=SHARE",
        help="a step of the target, such as 2026-09-30=60%%; may be given several times",
    )
    parser.add_argument(
        "--targets", metavar="FILE", help="steps of the target from a text file, one a line"
    )
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        type=_change,
        metavar="DAY=WHAT",
        help="a known change of practice, such as 2026-04-01='New policy': the line starts anew",
    )
    parser.add_argument(
        "--every", choices=["quarter", "month"], default="quarter", help="what a point is"
    )
    parser.add_argument(
        "--chart",
        choices=["run", "xmr", "p"],
        help="the chart, where the number of points shall not decide",
    )


def read_over_time(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    """Return the request with what these options ask for. Raises WrongUsage, AuditAppError."""
    from exports.figures.reports.asked import OverTime, in_order

    steps = [*options.target, *(_from_file(Path(options.targets)) if options.targets else [])]
    try:
        ordered = in_order(steps)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    asked = OverTime(options.every, options.of, ordered, tuple(options.change), options.chart)
    return replace(request, over_time=asked)


def _from_file(file: Path) -> "list[TargetStep]":
    from exports.figures.reports.asked import read_steps

    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise AuditAppError(f"“{file.name}” is too large to be a list of targets.")
        return read_steps(data.decode("utf-8-sig").splitlines())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise AuditAppError(f"“{file.name}” could not be read ({reason}).") from error
    except UnicodeDecodeError:
        raise AuditAppError(f"“{file.name}” is not a text file.") from None
    except ValueError as error:
        raise AuditAppError(f"“{file.name}”, {error}.") from None


def _step(text: str) -> "TargetStep":
    from exports.figures.reports.asked import read_step

    return _read(read_step, text)


def _change(text: str) -> "KnownChange":
    from exports.figures.reports.asked import read_change

    return _read(read_change, text)


def _read(reader: Callable[[str], _Read], text: str) -> _Read:
    try:
        return reader(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
