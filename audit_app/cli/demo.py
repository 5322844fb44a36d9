"""`demo`: the program's main job on invented data."""

import os
import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines, say

DEFAULT_FOLDER = "case-file-audit-demo"


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the command to the command line."""
    demo = commands.add_parser("demo", help="the main job on invented data, then the window on it")
    demo.add_argument("--out", metavar="DIR", help=f"default: a new folder {DEFAULT_FOLDER}")
    demo.add_argument("--audits", type=int, default=240, metavar="N", help="audits for each tool")
    demo.add_argument("--auditors", type=int, default=6, metavar="K")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same content")
    demo.add_argument("--no-window", action="store_true")
    demo.add_argument("--json", action="store_true", help="print one JSON document")
    demo.set_defaults(run=run_demo)


def run_demo(options: Namespace) -> int:
    """Grade, merge and report invented audits, then open the window on them."""
    from audit_app.demo.building import build_demo

    folder = Path(options.out) if options.out else _free_folder()
    result = build_demo(folder, options.audits, options.auditors, options.seed, _progress)
    if options.json:
        print_json(
            {
                "folder": str(folder),
                "databases": [str(path) for path in result.databases],
                "merged": str(result.merged),
                "reports": [str(path) for path in result.reports],
            }
        )
    else:
        print_lines(
            [
                f"In {folder}:",
                *(f"  {path.name:34} an auditor's database" for path in result.databases),
                f"  {result.merged.name:34} all of them merged",
                *(f"  {path.name:34} a thematic report" for path in result.reports),
            ]
        )
    if options.no_window or not has_display():
        return 0
    from audit_app.bootstrap import run_window

    return run_window(str(result.merged))


def has_display() -> bool:
    """Return whether a window can be shown: always but on a Linux without a display."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _free_folder() -> Path:
    folder = Path(DEFAULT_FOLDER)
    number = 2
    while folder.exists():
        folder = Path(f"{DEFAULT_FOLDER}-{number}")
        number += 1
    return folder


def _progress(done: int, total: int, label: str) -> None:
    say(f"[{done}/{total}] {label}")
