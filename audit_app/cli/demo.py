"""`demo`: the program's main job on invented data."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import aligned, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.window import has_display, open_window

if TYPE_CHECKING:
    from audit_app.demo.building import DemoResult

DEFAULT_FOLDER = "case-file-audit-demo"


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    demo = add_command(
        commands,
        "demo",
        run_demo,
        "do the main job on invented data, then open the window on it",
        more="Invents a service and its auditors, grades case files with every built-in tool,\n"
        "merges the auditors' databases into one and writes a thematic PDF for each tool.",
        example="audit-app demo --out demo --audits 300 --auditors 5 --seed 7 --no-window",
    )
    demo.add_argument("--out", metavar="DIR", help=f"default: a new folder {DEFAULT_FOLDER}")
    demo.add_argument(
        "--audits", type=int, default=240, metavar="N", help="audits for each tool (240)"
    )
    demo.add_argument("--auditors", type=int, default=6, metavar="K", help="auditors (6)")
    demo.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed gives the same content (1)"
    )
    demo.add_argument("--no-window", action="store_true", help="do not open the window")


def run_demo(options: Namespace) -> int:
    """Grade, merge and report invented audits, then open the window on them."""
    from audit_app.demo.building import build_demo

    folder = Path(options.out) if options.out else _free_folder()
    made = build_demo(folder, options.audits, options.auditors, options.seed, ProgressLine())
    if options.json:
        print_json(
            {
                "folder": str(folder),
                "databases": [str(path) for path in made.databases],
                "merged": str(made.merged),
                "reports": [str(path) for path in made.reports],
            }
        )
    else:
        print_lines(_what_lies_where(made))
    if options.no_window:
        return 0
    if not has_display():
        say(f"There is no display here. Where there is one: audit-app {made.merged}")
        return 0
    return open_window(str(made.merged))


def _what_lies_where(made: "DemoResult") -> list[str]:
    rows = [
        *((str(path), "an auditor's database") for path in made.databases),
        (str(made.merged), "all of them merged"),
        *((str(path), "a thematic report") for path in made.reports),
    ]
    return list(aligned(rows))


def _free_folder() -> Path:
    folder = Path(DEFAULT_FOLDER)
    number = 2
    while folder.exists():
        folder = Path(f"{DEFAULT_FOLDER}-{number}")
        number += 1
    return folder
