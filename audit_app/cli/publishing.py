"""The options for figures and reports that leave the service: what is hidden, what is quoted."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.reading import AuditScope
    from exports.figures.suppression.publishing import Publication
    from exports.reports.kinds import ReportRequest


def add_threshold(parser: ArgumentParser) -> None:
    """Add --threshold to a command that has --profile."""
    parser.add_argument(
        "--threshold",
        type=_a_threshold,
        metavar="N",
        help="published: hide counts from 1 to N, 1 to 10; 5 unless given",
    )


def add_publishing(parser: ArgumentParser) -> None:
    """Add --threshold and --quote."""
    add_threshold(parser)
    parser.add_argument(
        "--quote",
        action="append",
        default=[],
        metavar="ID",
        help="published: a quotation to print, as “audit-app quotes” lists them; may be repeated",
    )


def read_publishing(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    """Add to a request how it is published. Raises WrongUsage where options contradict."""
    return replace(request, publication=publication_of(options, request.scope))


def publication_of(
    options: Namespace, scope: "AuditScope", *by: str | None
) -> "Publication | None":
    """Return how figures are published; None where they are internal.

    Raises WrongUsage where the options do not go together with the profile.
    """
    from exports.figures.suppression.publishing import Publication, check_publishable

    quotes = frozenset(getattr(options, "quote", ()))
    if options.profile == "internal":
        if quotes or options.threshold:
            raise WrongUsage("--threshold and --quote go with --profile published only")
        return None
    try:
        check_publishable(scope, *by)
    except AuditAppError as error:
        raise WrongUsage(str(error)) from None
    return Publication(options.threshold or Publication().threshold, quotes)


def _a_threshold(text: str) -> int:
    from exports.figures.suppression.publishing import LARGEST_THRESHOLD

    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_THRESHOLD:
        raise ArgumentTypeError(f"“{text}” is not a whole number from 1 to {LARGEST_THRESHOLD}")
    return int(text)
