"""The options that choose which audits figures and reports speak of."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from db.reading import AuditScope


def add_scope_options(parser: ArgumentParser) -> None:
    """Add --db, --tool, --from, --to and --where to a command."""
    parser.add_argument("--db", required=True, metavar="FILE", help="the database to read")
    parser.add_argument("--tool", metavar="ID", help="only audits with this audit tool")
    parser.add_argument("--from", dest="audited_from", type=a_date, metavar="D", help="from day D")
    parser.add_argument("--to", dest="audited_to", type=a_date, metavar="D", help="up to day D")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        type=_equality,
        metavar="FIELD=VALUE",
        help="only audits with this value, such as team=North; may be given several times",
    )


def scope_of(options: Namespace) -> AuditScope:
    """Return the scope that the options choose."""
    return AuditScope(options.tool, options.audited_from, options.audited_to, dict(options.where))


def a_date(text: str) -> date:
    """Read a date as 2026-04-02 or 02/04/2026. Raises ArgumentTypeError."""
    day, slash, rest = text.partition("/")
    month, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day)) if slash else date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date such as 2026-04-02") from None


def _equality(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise ArgumentTypeError(f"“{text}” is not FIELD=VALUE, such as team=North")
    return name, value
