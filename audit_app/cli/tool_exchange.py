"""`tools import` and `tools export`: audit tools to and from Excel workbooks (XLSForm)."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.targets import refuse_unless_replaceable

if TYPE_CHECKING:
    from forms.xlsform import ImportReport
    from forms.xlsform.report import Line


def add_to(parts: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the two commands to the others about tools."""
    taken = add_command(
        parts,
        "import",
        run_import,
        "read an audit tool from an XLSForm workbook",
        more="Lists all that is changed, left out or refused, with its sheet, row and column.",
        example="audit-app tools import form.xlsx -o our-tool.yaml",
    )
    taken.add_argument("form", metavar="FORM", help="a workbook, .xlsx or .xls")
    _add_output(taken, "TOOL.yaml", "the audit tool to write")
    given = add_command(
        parts,
        "export",
        run_export,
        "write an audit tool as an XLSForm workbook",
        example="audit-app tools export thresholds -o thresholds.xlsx",
    )
    given.add_argument("tool", metavar="TOOL", help="the id of a built-in tool, or a file")
    _add_output(given, "FORM.xlsx", "the workbook to write")


def _add_output(command: ArgumentParser, name: str, does: str) -> None:
    command.add_argument(
        "-o", "--output", dest="output", metavar=name, type=Path, required=True, help=does
    )


def run_import(options: Namespace) -> int:
    """Read a workbook and write the tool; exit 1 where anything is refused."""
    from audit_app.tool_finding import read_bounded
    from exports.documents.saving import save_whole
    from forms.tool_text import tool_yaml
    from forms.xlsform import import_workbook
    from forms.xlsform.sheets import MAX_BYTES

    refuse_unless_replaceable(options.output, what="tool file", start=b"")
    imported = import_workbook(read_bounded(Path(options.form), MAX_BYTES), options.form)
    if imported.tool is not None:
        save_whole(tool_yaml(imported.tool).encode("utf-8"), options.output)
    if options.json:
        written = str(options.output) if imported.tool else None
        print_json({**_as_plain(imported.report), "output": written})
    else:
        print_lines(_in_words(imported.report, options.form))
    report = imported.report
    if imported.tool is None:
        say(f"Refused for {amount(len(report.refused), 'reason')}; nothing was written.")
        return 1
    tool = imported.tool
    say(
        f"“{tool.title}” with {amount(len(tool.questions), 'question')} was written to "
        f"{options.output}: {amount(report.accepted, 'row')} taken, {len(report.degraded)} "
        f"changed on the way, {len(report.ignored)} left out."
    )
    return 0


def run_export(options: Namespace) -> int:
    """Write a tool as a workbook."""
    from audit_app.tool_finding import find_tool
    from exports.xlsform import write_tool_workbook

    refuse_unless_replaceable(options.output, what="workbook", start=b"PK")
    tool = find_tool(options.tool)
    write_tool_workbook(tool, options.output)
    if options.json:
        print_json({"tool": tool.id, "version": tool.version, "output": str(options.output)})
    say(f"“{tool.title}” was written to {options.output}.")
    return 0


def _as_plain(report: "ImportReport") -> dict[str, object]:
    return {
        "accepted": report.accepted,
        "degraded": [line._asdict() for line in report.degraded],
        "ignored": [line._asdict() for line in report.ignored],
        "refused": [line._asdict() for line in report.refused],
    }


def _in_words(report: "ImportReport", file: str) -> Iterator[str]:
    sorts: tuple[tuple[str, tuple[Line, ...]], ...] = (
        ("refused", report.refused),
        ("changed", report.degraded),
        ("left out", report.ignored),
    )
    for sort, lines in sorts:
        for line in lines:
            yield f"{sort}: {line.shown(file)}"
