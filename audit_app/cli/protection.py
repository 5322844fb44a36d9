"""`create`, `protect`, `passphrase` and `export-plain`: who can open a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, print_json, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import (
    VARIABLE,
    NewSecret,
    add_password_option,
    first_passphrase,
    key_for,
    new_passphrase,
)
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.cipher import DataKey

NEW_VARIABLE = "AUDIT_APP_NEW_PASSWORD"
_RECOVERY_HELP = "the public half of a recovery key that opens it too; may be given several times"


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    create = add_command(
        commands,
        "create",
        run_create,
        "make a new, empty database, protected by a passphrase",
        more="A forgotten passphrase cannot be found out; a recovery key opens it without one.",
        example="audit-app create my-audits.audit",
    )
    create.add_argument("file", metavar="FILE", help="a new file")
    create.add_argument(
        "--without-passphrase", action="store_true", help="anybody can read it: for training data"
    )
    _add_recovery_option(create)
    add_password_option(create)
    protect = add_command(
        commands,
        "protect",
        run_protect,
        "protect a database by a passphrase",
        more="Without -o it is protected in its place, and the unprotected one is moved aside for\n"
        "you to delete. The passphrase is the new one: from --password-file, the variable\n"
        f"{VARIABLE}, or typed twice.",
        example="audit-app protect my-audits.audit --recovery-key council-key.txt",
    )
    protect.add_argument("file", metavar="FILE", help="an unprotected database")
    protect.add_argument("-o", "--output", metavar="NEW", help="a new file; FILE stays as it is")
    _add_recovery_option(protect)
    add_password_option(protect)
    _add_passphrase_to(commands)
    export = add_command(
        commands,
        "export-plain",
        run_export,
        "write an unprotected copy of a protected database",
        more="Anybody who comes by the copy can read it. Delete it when it has served.",
        example="audit-app export-plain my-audits.audit -o open.audit --yes-unprotected",
    )
    export.add_argument("file", metavar="FILE", help="a protected database; it stays as it is")
    export.add_argument("-o", "--output", required=True, metavar="NEW", help="a new file")
    export.add_argument(
        "--yes-unprotected", action="store_true", help="yes, everybody may read the copy"
    )
    add_password_option(export)


def _add_passphrase_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    change = add_command(
        commands,
        "passphrase",
        run_passphrase,
        "change the passphrase of a database",
        more="Copies and backups made before open with the old passphrase. Whoever knew that one\n"
        "may have kept what it opens: with --new-key the whole file is written anew under\n"
        "another data key. A recovery key is taken wherever a passphrase is.",
        example="audit-app passphrase my-audits.audit --new-key",
    )
    change.add_argument("file", metavar="FILE", help="a protected database")
    change.add_argument(
        "--new-password-file",
        metavar="PASSFILE",
        help=f"read the new passphrase from a file; else from {NEW_VARIABLE}, else it is asked for",
    )
    change.add_argument("--new-key", action="store_true", help="write it anew under another key")
    add_password_option(change)


def run_create(options: Namespace) -> int:
    """Make a new database."""
    from db.keys import Protection
    from db.opening import create_store

    path = Path(options.file)
    if path.exists():
        raise AuditAppError(f"“{path.name}” exists already; nothing was changed.")
    protection = None
    if not options.without_passphrase:
        recovery = recovery_of(options)
        protection = Protection(first_passphrase(path, options), recovery)
    create_store(path, protection=protection).close()
    publics = protection.recovery if protection else ()
    _tell_json(options, file=str(path), protected=bool(protection), recovery_keys=_names(publics))
    say(f"Made {path}." if protection else f"Made {path}. Anybody can read it.")
    if protection:
        _tell_recovery(publics)
    return 0


def run_protect(options: Namespace) -> int:
    """Encrypt a database, in its place or into a new file."""
    from db.cipher import is_encrypted
    from db.header import checked_header
    from db.keys import Protection
    from db.opening import open_store
    from db.rekeying import encrypt_copy, protect

    path, target = Path(options.file), Path(options.output or options.file)
    checked_header(path)
    if is_encrypted(path):
        raise AuditAppError(
            f"“{path.name}” is protected already. To change its passphrase: audit-app passphrase"
        )
    if options.output and target.exists():
        raise AuditAppError(f"“{target.name}” exists already; choose another name.")
    recovery = recovery_of(options)
    protection = Protection(first_passphrase(target, options), recovery)
    aside: Path | None = None
    if options.output:
        with open_store(path) as store:
            encrypt_copy(store, target, protection, ProgressLine())
    else:
        aside = protect(path, protection, ProgressLine())
    plain = aside or path
    _tell_json(options, file=str(target), unprotected=str(plain), recovery_keys=_names(recovery))
    say(f"Protected: {target}. Not protected, and still there: {plain}.")
    say("Delete that one, and backups made before, once you have opened the protected one.")
    _tell_recovery(recovery)
    return 0


def run_passphrase(options: Namespace) -> int:
    """Change the passphrase, and with --new-key the data key."""
    from db.opening import open_store
    from db.rekeying import change_passphrase, renew_key

    path = Path(options.file)
    key = _needed_key(path, options)
    source = NewSecret(
        f"“{path.name}”", options.new_password_file, NEW_VARIABLE, "--new-password-file"
    )
    new = new_passphrase(source, [path.stem])
    if options.new_key:
        renew_key(path, key, new, progress=ProgressLine())
    else:
        with open_store(path, key=key) as store:
            change_passphrase(store, new)
    _tell_json(options, file=str(path), new_key=options.new_key)
    say(f"{path} opens with the new passphrase. Copies made before open with the old one.")
    return 0


def run_export(options: Namespace) -> int:
    """Write an unprotected copy, on purpose."""
    from audit_app.paths import user_paths
    from db.opening import open_reading
    from db.rekeying import export_plain

    if not options.yes_unprotected:
        raise WrongUsage(
            "the copy would be readable for everybody who comes by it, on any computer or stick; "
            "say --yes-unprotected if that is meant"
        )
    path, target = Path(options.file), Path(options.output)
    with open_reading(path, _needed_key(path, options)) as store:
        export_plain(store, target, ProgressLine(), private_folder=user_paths().private)
    _tell_json(options, file=str(path), unprotected=str(target))
    say(f"Wrote {target}. Anybody can read it: delete it when it has served.")
    return 0


def recovery_of(options: Namespace) -> tuple[bytes, ...]:
    """Return the recovery keys that the options name, else the one that is installed here."""
    from audit_app.recovery import installed_recovery_keys
    from db.recovery import read_recovery_key

    named = tuple(read_recovery_key(Path(name)) for name in options.recovery_key)
    return named or installed_recovery_keys()


def _add_recovery_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key", action="append", default=[], metavar="KEYFILE", help=_RECOVERY_HELP
    )


def _needed_key(path: Path, options: Namespace) -> "DataKey":
    from db.header import checked_header

    checked_header(path)
    key = key_for(path, options)
    if key is None:
        raise AuditAppError(f"“{path.name}” is not protected by a passphrase.")
    return key


def _names(publics: Sequence[bytes]) -> list[str]:
    from db.recovery import fingerprint

    return [fingerprint(public) for public in publics]


def _tell_recovery(publics: Sequence[bytes]) -> None:
    if publics:
        say(f"Recovery keys that open it too: {', '.join(_names(publics))}.")
    else:
        say("No recovery key opens it: if the passphrase is forgotten, what is in it is lost.")


def _tell_json(options: Namespace, **document: object) -> None:
    if options.json:
        print_json(document)
