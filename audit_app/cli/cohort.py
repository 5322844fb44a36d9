"""How many cases the audits were drawn from, as an option of figures and reports."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exports.reports.kinds import ReportRequest


def add_cohort(parser: ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--cohort",
        type=_size,
        metavar="N",
        help="the audits were drawn at random from N cases: intervals speak of these alone",
    )


def read_cohort(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    """Return the request with the size of the cohort, if it was given."""
    return replace(request, cohort=options.cohort)


def _size(text: str) -> int:
    try:
        size = int(text)
    except ValueError:
        size = 0
    if size < 1:
        raise ArgumentTypeError(f"“{text}” is not a number of cases, such as 2471")
    return size
