"""`restore`: what a backup has and the database lacks comes back, or the whole file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit_app.cli.backup_text import brought_in_words, preview_in_words
from audit_app.cli.backups import files_of
from audit_app.cli.output import WrongUsage, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.restoring import RestorePreview


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the command line."""
    restore = add_command(
        commands,
        "restore",
        run_restore,
        "bring back what a backup has and a database lacks",
        more="What is sealed is merged and can be taken back with “unmerge”; drafts come back\n"
        "where there is none. --whole puts the backup in the place of FILE, which is moved aside.",
        example="audit-app restore my-audits.audit --from newest --dry-run",
    )
    restore.add_argument("file", metavar="FILE", help="the database")
    restore.add_argument(
        "--from",
        required=True,
        metavar="BACKUP",
        dest="backup",
        help="a file, a name that “backups” lists, or “newest”",
    )
    restore.add_argument("--whole", action="store_true", help="put the whole file back")
    restore.add_argument(
        "--dry-run", action="store_true", help="say what would come back, change nothing"
    )
    restore.add_argument("--author", default="", metavar="NAME", help="who restores")
    add_password_option(restore)


def run_restore(options: Namespace) -> int:
    """Bring back what is missing, or put the whole backup in the place of the database."""
    if options.whole and options.dry_run:
        raise WrongUsage("--whole and --dry-run do not go together: leave out --whole to look.")
    path = Path(options.file)
    present = _key_of_present(path, options)
    backup = _backup_meant(path, options.backup, present)
    keys = _Keys(present, _key_of_backup(backup, present, options))
    if options.whole:
        return _put_back(path, backup, keys, as_json=options.json)
    if options.dry_run:
        return _look(path, backup, keys, as_json=options.json)
    return _bring_back(path, backup, keys, options)


def _backup_meant(path: Path, given: str, key: DataKey | None) -> Path:
    files = files_of(path, key)
    for file in files:
        if given in (file.path.name, "newest"):
            return file.path
    if given == "newest":
        raise AuditAppError(f"There is no automatic backup of {path.name}.")
    return Path(given)


class _Keys(NamedTuple):
    """What opens the database, and what opens the backup: it may be older than a key."""

    present: DataKey | None
    backup: DataKey | None


def _key_of_present(path: Path, options: Namespace) -> DataKey | None:
    """Return the key of the database; none where it is too damaged to say what it needs."""
    from db.troubles import StoreCorrupt

    try:
        return key_for(path, options)
    except StoreCorrupt as error:
        if not options.whole:
            raise
        say(str(error))
        return None


def _key_of_backup(backup: Path, present: DataKey | None, options: Namespace) -> DataKey | None:
    """Return the key of a backup, which is asked for only where it is another."""
    from db.fitting_keys import fits, fitting_key

    key = fitting_key(backup, present)
    return key if key and fits(backup, key) else key_for(backup, options)


def _put_back(path: Path, backup: Path, keys: _Keys, *, as_json: bool) -> int:
    from db.putting_back import restore

    aside = restore(path, backup, keys.backup, present_key=keys.present)
    if as_json:
        plain = {"file": str(path), "backup": str(backup), "aside": str(aside) if aside else None}
        print_json(plain)
    say(f"{backup.name} was put in the place of {path}.")
    if aside:
        say(f"The file that was there is now {aside}.")
    return 0


def _look(path: Path, backup: Path, keys: _Keys, *, as_json: bool) -> int:
    from audit_app.paths import private_folder
    from db.opening import open_reading
    from db.restoring import what_would_come_back

    with open_reading(path, keys.present) as store:
        preview = what_would_come_back(store, backup, keys.backup, private_folder())
    if as_json:
        print_json(_preview_as_plain(preview))
    else:
        print_lines(preview_in_words(preview))
    say("Nothing was changed." if preview.brings_something else "Nothing is missing here.")
    return 0


def _bring_back(path: Path, backup: Path, keys: _Keys, options: Namespace) -> int:
    from audit_app.paths import private_folder, user_paths
    from db.backup_series import back_up_automatically
    from db.opening import open_store
    from db.restoring import bring_back

    with open_store(path, key=keys.present) as store:
        back_up_automatically(store, user_paths().backups, "before_restore", store.clock)
        brought = bring_back(
            store,
            backup,
            keys.backup,
            author=options.author.strip(),
            private_folder=private_folder(),
            progress=ProgressLine(),
        )
    audits = asdict(brought.report.audits) if brought.report else {}
    batch = brought.report.batch if brought.report else None
    if options.json:
        print_json({"batch": batch, "audits": audits, "drafts": brought.drafts})
    say(brought_in_words(brought))
    if batch:
        say(f"To take the audits back: audit-app unmerge {batch} --db {path}")
    return 0


def _preview_as_plain(preview: RestorePreview) -> dict[str, object]:
    return {
        name: [each._asdict() for each in value] if isinstance(value, list) else value
        for name, value in preview._asdict().items()
    }
