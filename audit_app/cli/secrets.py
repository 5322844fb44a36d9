"""Passphrases for commands: from a prompt, a file or a variable, never from an argument.

Arguments are seen by everybody on the computer and kept in the shell's history.
"""

from __future__ import annotations

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit_app.cli.output import amount, say
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.keys import Protection

VARIABLE = "AUDIT_APP_PASSWORD"
TRIES = 3
"""At a prompt; then the command ends. Nothing is locked: it can be run again at once."""
_LONGEST = 4096


class NewSecret(NamedTuple):
    """Where a new passphrase may come from: an option's file, a variable, else a prompt."""

    what: str
    """Whose passphrase, as it follows “passphrase for ”."""
    file: str | None
    variable: str
    option: str


def add_password_option(parser: ArgumentParser) -> None:
    """Add --password-file to a command that opens a database."""
    parser.add_argument(
        "--password-file",
        action="append",
        default=[],
        metavar="PASSFILE",
        help="read the passphrase of a protected database from the first line of a file; "
        f"else from {VARIABLE}, else it is asked for. May be given several times",
    )


def key_for(path: Path, options: Namespace) -> DataKey | None:
    """Return the data key of a database; None where it is plain or not there.

    Raises StoreLocked where it is protected and no passphrase is given and none can be asked for,
    WrongPassphrase where none of those given is the right one.
    """
    return _key(path, list(_given(options)), skippable=False)


def keys_for(paths: Iterable[Path], options: Namespace) -> dict[Path, DataKey]:
    """Return the data keys of those databases that are protected and could be unlocked.

    What was typed for one is tried on the next. The others are left out: whoever opens them says
    that they are protected. At a prompt, an empty answer passes a file over.
    """
    secrets = list(_given(options))
    found: dict[Path, DataKey] = {}
    for path in paths:
        try:
            key = _key(path, secrets, skippable=True)
        except AuditAppError as error:
            say(str(error))
            continue
        if key:
            found[path] = key
    return found


def protection_for(path: Path, options: Namespace) -> Protection | None:
    """Return how a database that is yet to be made is protected: as a passphrase was given.

    None where the file exists, or where neither an option nor the variable holds a passphrase.
    Raises AuditAppError where the passphrase is too weak.
    """
    secret = next(_given(options), None)
    if path.exists() or secret is None:
        return None
    from audit_app.recovery import installed_recovery_keys
    from db.keys import Protection

    return Protection(_strong(secret, path.stem), installed_recovery_keys())


def new_passphrase(source: NewSecret, near: Iterable[str] = ()) -> str:
    """Return a new passphrase that is strong enough; at a prompt it is typed twice.

    `near` are words that a guesser would try first. Raises AuditAppError where there is none.
    """
    if source.file:
        return _strong(_read(Path(source.file)), *near)
    if value := os.environ.get(source.variable):
        return _strong(value, *near)
    if not _can_ask():
        raise AuditAppError(
            f"A passphrase for {source.what} is needed. Give it with {source.option} FILE, in "
            f"{source.variable}, or at a terminal."
        )
    return _asked_twice(source.what, near)


def first_passphrase(path: Path, options: Namespace) -> str:
    """Return the passphrase for a database that has none yet: as one is given, else typed twice.

    Raises AuditAppError where there is none, or it is too weak.
    """
    secret = next(_given(options), None)
    if secret is not None:
        return _strong(secret, path.stem)
    source = NewSecret(f"“{path.name}”", None, VARIABLE, "--password-file")
    return new_passphrase(source, [path.stem])


def _key(path: Path, secrets: list[str], *, skippable: bool) -> DataKey | None:
    from db.cipher import StoreLocked, is_encrypted
    from db.keys import WrongPassphrase, unlock

    if not path.is_file() or not is_encrypted(path):
        return None
    for secret in secrets:
        try:
            return unlock(path, secret)
        except WrongPassphrase as error:
            wrong = error
    if _can_ask():
        return _asked(path, secrets, skippable=skippable)
    if secrets:
        raise wrong
    raise StoreLocked(
        f"“{path.name}” is protected by a passphrase. Give it with --password-file FILE, in "
        f"{VARIABLE}, or at a terminal."
    )


def _asked(path: Path, secrets: list[str], *, skippable: bool) -> DataKey | None:
    """Ask for the passphrase of a file, three times at most; what was right is kept for others."""
    from db.keys import WrongPassphrase, unlock

    hint = " (empty: leave it out)" if skippable else ""
    for left in range(TRIES - 1, -1, -1):
        secret = _ask(f"Passphrase of “{path.name}”{hint}: ")
        if skippable and not secret:
            return None
        try:
            key = unlock(path, secret)
        except WrongPassphrase as error:
            if not left:
                raise
            say(f"{error} {amount(left, 'try', 'tries')} left.")
        else:
            secrets.append(secret)
            return key
    return None


def _asked_twice(what: str, near: Iterable[str]) -> str:
    from db.strength import strength

    words = list(near)
    for _ in range(TRIES):
        secret = _ask(f"New passphrase for {what}: ")
        judged = strength(secret, words)
        if not judged.acceptable:
            say(judged.sentence)
        elif _ask("The same once more: ") == secret:
            return secret
        else:
            say("The two differ.")
    raise AuditAppError("No passphrase was chosen, and nothing was changed.")


def _strong(secret: str, *near: str) -> str:
    from db.strength import strength

    judged = strength(secret, near)
    if not judged.acceptable:
        raise AuditAppError(f"This passphrase is too weak. {judged.sentence}")
    return secret


def _given(options: Namespace) -> Iterator[str]:
    for name in options.password_file:
        yield _read(Path(name))
    if not options.password_file and (value := os.environ.get(VARIABLE)):
        yield value


def _read(path: Path) -> str:
    """Return the first line of a file, as any editor may have saved it."""
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST).decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "something went wrong with its disk"
        raise AuditAppError(f"The passphrase file “{path}” cannot be read: {reason}.") from None
    except UnicodeDecodeError:
        raise AuditAppError(f"The passphrase file “{path}” is no UTF-8 text.") from None
    secret = content.partition("\n")[0].rstrip("\r")
    if not secret:
        raise AuditAppError(f"The first line of the passphrase file “{path}” is empty.")
    return secret


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(prompt: str) -> str:
    """Ask without showing what is typed; the prompt goes to the terminal, never to stdout."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise AuditAppError("No passphrase was given, and nothing was changed.") from None
