"""The options that choose which audits figures and reports speak of."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage
from audit_app.cli.secrets import add_password_option
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.reading import AuditScope
    from db.store import ReadingStore


def add_scope_options(parser: ArgumentParser) -> None:
    """Add --db, --password-file, --tool, --from, --to and --where to a command."""
    parser.add_argument("--db", required=True, metavar="FILE", help="the database to read")
    add_password_option(parser)
    parser.add_argument("--tool", metavar="ID", help="only audits with this audit tool")
    add_filter_options(parser)


def add_filter_options(parser: ArgumentParser) -> None:
    """Add --from, --to and --where to a command."""
    parser.add_argument(
        "--from", dest="audited_from", type=a_date, metavar="D", help="audited on day D or later"
    )
    parser.add_argument(
        "--to", dest="audited_to", type=a_date, metavar="D", help="audited on day D or earlier"
    )
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        type=_equality,
        metavar="FIELD=VALUE",
        help="only audits with this value, such as team=North; may be given several times",
    )


def scope_of(options: Namespace) -> "AuditScope":
    """Return the scope that the options choose. Raises WrongUsage where they contradict."""
    from db.reading import AuditScope

    first, last = options.audited_from, options.audited_to
    if first and last and first > last:
        raise WrongUsage(f"--from {first:%d/%m/%Y} is later than --to {last:%d/%m/%Y}")
    names = [name for name, _ in options.where]
    for name in names:
        if names.count(name) > 1:
            raise WrongUsage(f"--where {name}=… is given twice; an audit has one {name}")
    return AuditScope(options.tool, first, last, dict(options.where))


def check_tool(store: "ReadingStore", tool_id: str | None) -> None:
    """Raise AuditAppError where a tool is asked for that no audit in this database used."""
    from db.tools import list_tools

    titles = {tool.tool_id: tool.title for tool in list_tools(store)}
    if tool_id is None or tool_id in titles:
        return
    known = ", ".join(f"{each} ({title})" for each, title in titles.items())
    raise AuditAppError(
        f"“{store.path.name}” holds no audits with a tool “{tool_id}”. "
        + (f"Its tools are: {known}." if known else "It holds no audits at all yet.")
    )


def a_date(text: str) -> date:
    """Read a date as 2026-04-02 or 02/04/2026. Raises ArgumentTypeError."""
    day, slash, rest = text.partition("/")
    month, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day)) if slash else date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"“{text}” is not a date such as 2026-04-02") from None


def _equality(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise ArgumentTypeError(f"“{text}” is not FIELD=VALUE, such as team=North")
    return name, value
