"""`salvage`: what can be read of a damaged database goes into a new one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path

from audit_app.cli.backup_text import losses_in_words, salvage_in_words
from audit_app.cli.output import print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import add_password_option, key_for


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the command line."""
    salvage = add_command(
        commands,
        "salvage",
        run_salvage,
        "read what can be read of a damaged database into a new one",
        more="The damaged file is only read. What is sealed comes over only as its hash proves\n"
        "it; what cannot be proven becomes a draft to be checked. What is lost is listed.",
        example="audit-app salvage damaged.audit -o salvaged.audit",
    )
    salvage.add_argument("file", metavar="DAMAGED", help="the damaged database")
    salvage.add_argument("-o", "--output", required=True, metavar="NEW", help="a new file")
    salvage.add_argument(
        "--keys-from",
        metavar="BACKUP",
        help="where the wrapped keys of a protected file are damaged too: a backup of it",
    )
    add_password_option(salvage)


def run_salvage(options: Namespace) -> int:
    """Salvage a damaged database; done even where something is lost, which is listed."""
    from db.salvaging import salvage

    damaged, target = Path(options.file), Path(options.output)
    other = Path(options.keys_from) if options.keys_from else None
    key = key_for(other or damaged, options)
    report = salvage(damaged, target, key, keys_from=other, step=ProgressLine())
    if options.json:
        print_json({"file": str(target), "complete": report.is_complete, **asdict(report)})
    else:
        print_lines(losses_in_words(report))
    say(salvage_in_words(report, target))
    return 0
