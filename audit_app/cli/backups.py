"""`backups`: what was kept of a database, and keeping it now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.backup_text import row_in_words
from audit_app.cli.output import aligned, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.backup_files import BackupFile
    from db.backup_series import BackupRow
    from db.cipher import DataKey


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the command line."""
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


def run_backups(options: Namespace) -> int:
    """List the backups of a database, newest first."""
    from db.backup_series import look_into

    path = Path(options.file)
    key = key_for(path, options)
    if options.make:
        _make(path, key)
    rows = look_into(files_of(path, key), key)
    if options.json:
        print_json([_as_plain(row) for row in rows])
    elif rows:
        print_lines(aligned([row_in_words(row) for row in rows], right={2, 3, 4}))
        say(f"They lie in {rows[0].path.parent}.")
    else:
        say(f"There is no automatic backup of {path.name}.")
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


def files_of(path: Path, key: DataKey | None) -> list[BackupFile]:
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


def _make(path: Path, key: DataKey | None) -> None:
    from audit_app.paths import user_paths
    from db.backup_series import back_up_automatically
    from db.opening import open_reading

    with open_reading(path, key) as store:
        made = back_up_automatically(store, user_paths().backups, "opened")
    say(f"Backed up to {made}." if made else "Nothing changed since the newest backup.")


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
