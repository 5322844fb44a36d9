"""`tools`: the audit tools built in or in a file."""

from argparse import Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from audit_app.cli.output import as_plain, print_json, print_lines, say
from forms.errors import AuditAppError, Problem, ProblemsFound


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the commands to the command line."""
    tools = commands.add_parser("tools", help="list, show and check audit tools")
    parts = tools.add_subparsers(metavar="list|show|check", required=True)
    listing = parts.add_parser("list", help="the built-in audit tools")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=run_list)
    show = parts.add_parser("show", help="one audit tool, whole")
    show.add_argument("tool", metavar="TOOL", help="the id of a built-in tool, or a file")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(run=run_show)
    check = parts.add_parser("check", help="every problem of tool files, with line and column")
    check.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, or a folder of .yaml files"
    )
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=run_check)


def run_list(options: Namespace) -> int:
    """List the built-in tools."""
    from forms.tool_files import builtin_tool, builtin_tool_ids

    tools = [builtin_tool(tool_id) for tool_id in builtin_tool_ids()]
    if options.json:
        print_json(
            [
                {
                    "id": tool.id,
                    "version": tool.version,
                    "title": tool.title,
                    "purpose": tool.purpose,
                    "hash": tool.hash,
                    "sections": len(tool.sections),
                    "questions": len(tool.questions),
                }
                for tool in tools
            ]
        )
    else:
        print_lines(
            f"{tool.id:24} {tool.version:8} {len(tool.questions):3} questions  {tool.title}"
            for tool in tools
        )
    return 0


def run_show(options: Namespace) -> int:
    """Show one tool whole."""
    from audit_app.cli.tool_text import tool_in_words
    from audit_app.tool_finding import find_tool

    tool = find_tool(options.tool)
    if options.json:
        print_json({**tool.model_dump(mode="json"), "hash": tool.hash})
    else:
        print_lines(tool_in_words(tool))
    return 0


def run_check(options: Namespace) -> int:
    """Print every problem of every file; exit 1 where there is any."""
    problems: list[Problem] = []
    paths = list(_tool_files(options.paths))
    for path in paths:
        problems.extend(_problems(path))
    if options.json:
        print_json({"ok": not problems, "files": len(paths), "problems": as_plain(problems)})
    else:
        print_lines(map(str, problems))
    say(f"{len(paths)} files checked, {len(problems)} problems.")
    return 1 if problems else 0


def _tool_files(given: list[str]) -> Iterator[Path]:
    for path in map(Path, given):
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix in (".yaml", ".yml"))
        else:
            yield path


def _problems(path: Path) -> tuple[Problem, ...]:
    from audit_app.tool_finding import read_tool_file

    try:
        read_tool_file(path)
    except ProblemsFound as found:
        return found.problems
    except AuditAppError as error:
        return (Problem(str(path), 1, 1, str(error)),)
    return ()
