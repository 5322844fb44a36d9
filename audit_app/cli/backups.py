"""`backups`, `restore` and `salvage`: what was kept, back again, and what a damaged file holds."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit_app.cli.backup_text import (
    brought_in_words,
    losses_in_words,
    preview_in_words,
    row_in_words,
    salvage_in_words,
)
from audit_app.cli.output import WrongUsage, aligned, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.backup_files import BackupFile
    from db.backup_series import BackupRow
    from db.cipher import DataKey
    from db.restoring import RestorePreview


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to the command line."""
    _add_backups(commands)
    _add_restore(commands)
    _add_salvage(commands)


def _add_backups(commands: _SubParsersAction[ArgumentParser]) -> None:
    backups = add_command(
        commands,
        "backups",
        run_backups,
        "list the automatic backups of a database",
        more="They are made when a database is opened in the window and after each merge, and are\n"
        "kept in your own data folder. FILE may be damaged or gone.",
        example="audit-app backups my-audits.audit",
    )
    backups.add_argument("file", metavar="FILE", help="the database")
    backups.add_argument("--make", action="store_true", help="make one now, if anything changed")
    add_password_option(backups)


def _add_restore(commands: _SubParsersAction[ArgumentParser]) -> None:
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


def _add_salvage(commands: _SubParsersAction[ArgumentParser]) -> None:
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


def run_backups(options: Namespace) -> int:
    """List the backups of a database, newest first."""
    from db.backup_series import look_into

    path = Path(options.file)
    key = key_for(path, options)
    if options.make:
        _make(path, key)
    rows = look_into(_files(path, key), key)
    if options.json:
        print_json([_as_plain(row) for row in rows])
    elif rows:
        print_lines(aligned([row_in_words(row) for row in rows], right={2, 3, 4}))
        say(f"They lie in {rows[0].path.parent}.")
    else:
        say(f"There is no automatic backup of {path.name}.")
    return 0


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


def back_up_after_merge(path: Path, key: DataKey | None) -> None:
    """Back a database up after a merge; trouble is only said, for the merge is done."""
    from audit_app.paths import user_paths
    from db.backup_series import back_up_automatically
    from db.opening import open_reading

    try:
        with open_reading(path, key) as store:
            back_up_automatically(store, user_paths().backups, "merged")
    except AuditAppError as error:
        say(str(error))


def _make(path: Path, key: DataKey | None) -> None:
    from audit_app.paths import user_paths
    from db.backup_series import back_up_automatically
    from db.opening import open_reading

    with open_reading(path, key) as store:
        made = back_up_automatically(store, user_paths().backups, "opened")
    say(f"Backed up to {made}." if made else "Nothing changed since the newest backup.")


def _files(path: Path, key: DataKey | None) -> list[BackupFile]:
    """Return the backups of a database: by its id, or by its place where it says no more."""
    from audit_app.paths import user_paths
    from db.backup_files import backup_files, backups_of, series_folder
    from db.backup_series import store_uid
    from db.opening import open_reading

    folder = user_paths().backups
    try:
        with open_reading(path, key) as store:
            return backup_files(series_folder(folder, store_uid(store)))
    except AuditAppError:
        return backups_of(folder, path)


def _backup_meant(path: Path, given: str, key: DataKey | None) -> Path:
    files = _files(path, key)
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


def _as_plain(row: BackupRow) -> dict[str, object]:
    return {
        "path": str(row.path),
        "made_at": row.file.made_at.isoformat(),
        "why": row.file.why,
        "audits": row.audits,
        "drafts": row.drafts,
        "size": row.size,
        "checked": row.checked,
    }


def _preview_as_plain(preview: RestorePreview) -> dict[str, object]:
    return {
        name: [each._asdict() for each in value] if isinstance(value, list) else value
        for name, value in preview._asdict().items()
    }
