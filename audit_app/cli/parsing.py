"""How the parser of one command is made: what it does, an example, and `--json` everywhere."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Callable


def add_command(
    commands: "_SubParsersAction[ArgumentParser]",
    name: str,
    run: Callable[[Namespace], int],
    does: str,
    *,
    more: str = "",
    example: str = "",
) -> ArgumentParser:
    """Add a command and return its parser, to which its own options are added.

    `does` stands in the list of commands, `more` only in the command's own help.
    """
    command = commands.add_parser(
        name,
        help=does,
        description="\n".join(part for part in (f"{does[0].upper()}{does[1:]}.", more) if part),
        epilog=f"example:\n  {example}" if example else None,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    command.set_defaults(run=run)
    return command
