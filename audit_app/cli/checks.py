"""`verify` and `backup`: is the file whole, and a safe copy of it."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.cipher import DataKey


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    verify = add_command(
        commands,
        "verify",
        run_verify,
        "check a database: its structure, references and every hash",
        more="Exit code 1 where anything is wrong. The file is not changed, but with --mend: then\n"
        "what figures are counted from is worked out anew where it differs from the audits.",
        example="audit-app verify merged.audit",
    )
    verify.add_argument(
        "--mend",
        action="store_true",
        help="count anew what figures are counted from, if it differs",
    )
    verify.add_argument("file", metavar="FILE", help="the database")
    add_password_option(verify)
    backup = add_command(
        commands,
        "backup",
        run_backup,
        "make a consistent copy of a database, even while it is open",
        more="The copy appears whole or not at all, and never replaces a file.",
        example="audit-app backup my-audits.audit -o my-audits-2026-04-02.audit",
    )
    backup.add_argument("file", metavar="FILE", help="the database to copy")
    backup.add_argument("-o", "--output", required=True, metavar="COPY", help="a new file")
    add_password_option(backup)


def run_verify(options: Namespace) -> int:
    """Check a database; exit 1 where anything is wrong."""
    from db.opening import open_reading
    from db.verifying import VerifyReport, verify

    path = Path(options.file)
    try:
        key = key_for(path, options)
        if options.mend:
            _mend(path, key)
        with open_reading(path, key) as store:
            report = verify(store)
    except AuditAppError as error:
        if not options.json:
            raise
        say(str(error))
        print_json(VerifyReport(False, 0, 0, 0, [str(error)])._asdict())
        return 1
    if options.json:
        print_json(report._asdict())
    else:
        print_lines(report.problems)
    found = (
        amount(report.revisions, "revision"),
        amount(report.audits, "audit"),
        amount(report.findings, "finding"),
    )
    looked_at = f"{Path(options.file).name}: {', '.join(found)}"
    wrong = amount(len(report.problems), "problem")
    say(f"{looked_at}; all is well." if report.ok else f"{looked_at}; {wrong} found.")
    return 0 if report.ok else 1


def _mend(path: Path, key: "DataKey | None") -> None:
    """Count anew what figures are counted from, if it differs from the audits."""
    from db.opening import open_store
    from db.tallies import rebuild
    from db.tally_checks import tally_faults

    with open_store(path, key=key) as store:
        if any(tally_faults(store)):
            rebuild(store)
            say("What figures are counted from differed from the audits; it was counted anew.")


def run_backup(options: Namespace) -> int:
    """Copy a database, whole or not at all."""
    from audit_app.paths import user_paths
    from db.backups import backup

    source, target = Path(options.file), Path(options.output)
    backup(source, target, key_for(source, options), private_folder=user_paths().private)
    if options.json:
        print_json({"file": str(source), "copy": str(target)})
    say(f"Copied {source} to {target}.")
    return 0
