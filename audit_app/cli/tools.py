"""`tools`: the audit tools built in or in a file."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli import tool_diff, tool_exchange
from audit_app.cli.output import aligned, amount, as_plain, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from forms.errors import Problem, ProblemsFound
from forms.tools import AuditTool


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    tools = commands.add_parser(
        "tools", help="list, show and check audit tools", description="Audit tools."
    )
    parts = tools.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(parts, "list", run_list, "list the built-in audit tools")
    show = add_command(
        parts,
        "show",
        run_show,
        "show one audit tool, whole",
        example="audit-app tools show thresholds",
    )
    show.add_argument("tool", metavar="TOOL", help="the id of a built-in tool, or a file")
    check = add_command(
        parts,
        "check",
        run_check,
        "check tool files and workbooks and list every problem with its place",
        more="Exit code 1 where there is any problem.",
        example="audit-app tools check our-tools/ neglect.yaml",
    )
    check.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file or workbook, or a folder of .yaml files"
    )
    tool_diff.add_to(parts)
    tool_exchange.add_to(parts)


def run_list(options: Namespace) -> int:
    """List the built-in tools."""
    from forms.tool_files import builtin_tool, builtin_tool_ids

    tools = [builtin_tool(tool_id) for tool_id in builtin_tool_ids()]
    if options.json:
        print_json([_as_plain(tool) for tool in tools])
    else:
        print_lines(aligned([_in_words(tool) for tool in tools]))
    return 0


def _as_plain(tool: AuditTool) -> dict[str, str | int]:
    return {
        "id": tool.id,
        "version": tool.version,
        "title": tool.title,
        "purpose": tool.purpose,
        "hash": tool.hash,
        "sections": len(tool.sections),
        "questions": len(tool.questions),
    }


def _in_words(tool: AuditTool) -> tuple[str, str, str, str]:
    questions = amount(tool.length, "question")
    sections = amount(len(tool.sections), "section")
    return tool.id, tool.version, f"{questions} in {sections}", tool.title


def run_show(options: Namespace) -> int:
    """Show one tool whole."""
    from audit_app.cli.tool_text import tool_in_words
    from audit_app.tool_finding import find_tool

    tool = find_tool(options.tool)
    if options.json:
        print_json({**tool.model_dump(mode="json"), "hash": tool.hash})
    else:
        print_lines(tool_in_words(tool, shutil.get_terminal_size((100, 0)).columns))
    return 0


def run_check(options: Namespace) -> int:
    """Print every problem of every file; exit 1 where there is any."""
    problems: list[Problem] = []
    count = 0
    for path in map(Path, options.paths):
        files = _tool_files(path)
        count += len(files)
        if not files:
            problems.append(Problem(str(path), 0, 0, "this folder holds no .yaml file"))
        for file in files:
            problems.extend(_problems(file))
    if options.json:
        print_json({"ok": not problems, "files": count, "problems": as_plain(problems)})
    else:
        print_lines(map(str, problems))
    say(f"{amount(count, 'file')} checked, {amount(len(problems), 'problem')}.")
    return 1 if problems else 0


def _tool_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.rglob("*.y*ml") if each.is_file())


def _problems(path: Path) -> tuple[Problem, ...]:
    from audit_app.tool_finding import read_tool_file

    try:
        read_tool_file(path)
    except ProblemsFound as found:
        return found.problems
    return ()
