"""`verify` and `backup`: is the file whole, and a safe copy of it."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines, say


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the commands to the command line."""
    verify = commands.add_parser("verify", help="check structure, references and every hash")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    verify.set_defaults(run=run_verify)
    backup = commands.add_parser("backup", help="a consistent copy of an open database")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("-o", "--output", required=True, metavar="COPY")
    backup.add_argument("--json", action="store_true", help="print one JSON document")
    backup.set_defaults(run=run_backup)


def run_verify(options: Namespace) -> int:
    """Check a database; exit 1 where anything is wrong."""
    from db.opening import open_reading
    from db.verifying import verify

    with open_reading(Path(options.file)) as store:
        report = verify(store)
    if options.json:
        print_json(report._asdict())
    else:
        print_lines(report.problems)
        say(
            f"{'All is well' if report.ok else 'Problems were found'}: "
            f"{report.revisions} revisions, "
            f"{report.audits} audits, {report.findings} findings."
        )
    return 0 if report.ok else 1


def run_backup(options: Namespace) -> int:
    """Copy a database, whole or not at all."""
    from db.backups import backup

    source, target = Path(options.file), Path(options.output)
    backup(source, target)
    if options.json:
        print_json({"file": str(source), "copy": str(target)})
    else:
        say(f"Copied {source} to {target}.")
    return 0
