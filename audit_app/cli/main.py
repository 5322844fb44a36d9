"""Reads the command line and runs one command."""

import os
import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from audit_app.cli import (
    agreement,
    backups,
    checks,
    demo,
    export,
    figures,
    handing_over,
    history,
    merge,
    moderation,
    protection,
    quotes,
    record,
    recovery_key,
    report,
    restore,
    retention,
    salvage,
    settling,
    templates,
    tools,
    words,
)
from audit_app.cli.output import WrongUsage, print_lines, print_trouble, say
from forms.errors import AuditAppError

COMMANDS = (
    demo,
    tools,
    record,
    merge,
    handing_over,
    settling,
    moderation,
    figures,
    report,
    templates,
    quotes,
    words,
    agreement,
    export,
    history,
    retention,
    checks,
    backups,
    restore,
    salvage,
    protection,
    recovery_key,
)

_EPILOG = """\
Each command has its own help: audit-app record --help
Results go to stdout, sentences and progress to stderr. Exit code: 0 done, 1 a known problem
(a sentence says which), 2 wrong usage. Passwords are never taken as arguments."""


def parser() -> ArgumentParser:
    """Return the parser of the whole command line; each command adds its own part."""
    whole = ArgumentParser(
        prog="audit-app",
        usage="audit-app [FILE]\n       audit-app COMMAND [OPTION …]",
        description="Case File Audit: offline audits of children's services case files.\n"
        "Without a command it opens the window, on the database FILE where given.",
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version")
    commands = whole.add_subparsers(
        title="commands", metavar="COMMAND", required=True, prog="audit-app"
    )
    for command in COMMANDS:
        command.add_to(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0 done, 1 a known problem, 2 options that do not go together.

    Raises SystemExit where the arguments cannot be read at all (2) or help was asked for (0).
    """
    whole = parser()
    if wants_window(arguments, whole):
        return _guarded(partial(_open_window, arguments), as_json=False)
    options = whole.parse_args(arguments)
    return _guarded(partial(options.run, options), as_json=options.json)


def wants_window(arguments: Sequence[str], whole: ArgumentParser) -> bool:
    """Return whether the arguments are no command but nothing at all, or a file to open.

    A word that is neither a command nor a file is left to the parser, which lists the commands.
    """
    if not arguments:
        return True
    known = next(iter(whole._subparsers._group_actions)).choices if whole._subparsers else {}
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in (known or {}):
        return False
    return bool(Path(first).suffix) or os.sep in first or Path(first).exists()


def _open_window(arguments: Sequence[str]) -> int:
    from audit_app.cli.window import open_window

    return open_window(arguments[0] if arguments else None)


def _guarded(work: Callable[[], int], *, as_json: bool) -> int:
    """Do the work and turn whatever goes wrong into a sentence; nobody is shown a traceback."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except WrongUsage as error:
        say(f"audit-app: {error}")
        return 2
    except AuditAppError as error:
        print_trouble(error, as_json=as_json)
    except KeyboardInterrupt:
        say("Stopped. What was not finished was not written.")
    except BrokenPipeError:
        pass  # whoever read the output has had enough of it
    except OSError as error:
        print_trouble(AuditAppError(_in_words(error)), as_json=as_json)
    except Exception as error:  # noqa: BLE001 -- told without the content that texts of errors hold
        _tell_bug(error, as_json=as_json)
    finally:
        _empty_stdout()
    return 1


def _in_words(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"“{error.filename}”: {reason}." if error.filename else f"{reason}."


def _tell_bug(error: Exception, *, as_json: bool) -> None:
    from ui.bug_report import bug_report

    sentence = "This is a fault in Case File Audit, and nothing that you did."
    print_trouble(AuditAppError(sentence), as_json=as_json)
    say("Please report these lines; they hold nothing from your files.\n")
    say(bug_report(error).text)


def _empty_stdout() -> None:
    """Write out what was printed; where that is not possible, do not fail once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _ShowVersion(Action):
    """Looks the version up only when it is asked for: that takes a while."""

    def __call__(self, parser: ArgumentParser, *_arguments: object) -> None:
        from importlib.metadata import version

        print_lines([f"Case File Audit {version('case-file-audit')}"])
        parser.exit()
