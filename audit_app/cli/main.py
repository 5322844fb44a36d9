"""Reads the command line and runs one command."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from audit_app.cli import checks, demo, figures, merge, record, tools
from audit_app.cli.output import print_trouble, say
from forms.errors import AuditAppError

COMMANDS = (demo, tools, record, merge, figures, checks)


def parser() -> ArgumentParser:
    """Return the parser of the whole command line; each command adds its own part."""
    whole = ArgumentParser(
        prog="audit-app",
        description="Case File Audit. Without a command: open the window, on FILE where given.",
        epilog="audit-app [FILE] opens the window.",
    )
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0 done, 1 a known problem; wrong usage leaves with 2."""
    whole = parser()
    if wants_window(arguments, whole):
        return _open_window(arguments)
    options = whole.parse_args(arguments)
    try:
        return int(options.run(options))
    except AuditAppError as error:
        print_trouble(error, as_json=getattr(options, "json", False))
        return 1
    except KeyboardInterrupt:
        say("Stopped. What was not finished was not written.")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def wants_window(arguments: Sequence[str], whole: ArgumentParser) -> bool:
    """Return whether the arguments are no command but nothing at all, or a file to open."""
    if not arguments:
        return True
    known = next(iter(whole._subparsers._group_actions)).choices if whole._subparsers else {}
    first = arguments[0]
    return len(arguments) == 1 and not first.startswith("-") and first not in (known or {})


def _open_window(arguments: Sequence[str]) -> int:
    from audit_app.bootstrap import run_window

    return run_window(arguments[0] if arguments else None)
