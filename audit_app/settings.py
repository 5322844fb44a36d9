"""What a person set and the window remembers: one small JSON file of the person's own.

Checked by hand, not by pydantic: settings are read before the first window is painted, and
importing pydantic takes longer than painting it.
"""

import json
import os
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

from audit_app.paths import make_private, open_private
from forms.errors import AuditAppError
from ui.memory import WindowMemory

_MOST_BYTES = 1024 * 1024
_MOST_RECENT = 8
D = TypeVar("D")


@dataclass
class Settings:
    """Who audits here, which databases were open, and how the window was left."""

    auditor_name: str = ""
    auditor_code: str = ""
    lock_after: int = 10
    """Minutes without a touch until a protected database is locked; 0 for never."""
    recovery_key: str = ""
    """The file of the organisation's recovery key (its public half), "" where it has none."""
    recent_databases: list[str] = field(default_factory=list)
    window: WindowMemory = field(default_factory=WindowMemory)

    @property
    def last_database(self) -> Path | None:
        """The database that was open last."""
        return Path(self.recent_databases[0]) if self.recent_databases else None

    def installed_key(self) -> Path | None:
        """Return the file of the organisation's recovery key, None where it has none."""
        return Path(self.recovery_key) if self.recovery_key else None

    def remember_database(self, path: Path) -> None:
        """Put a database at the head of the recent ones."""
        name = str(path.absolute())
        others = [other for other in self.recent_databases if other != name]
        self.recent_databases = [name, *others][:_MOST_RECENT]

    def forget_database(self, path: Path) -> None:
        """Drop a database that is no longer there."""
        name = str(path.absolute())
        self.recent_databases = [other for other in self.recent_databases if other != name]


class SettingsFile:
    """Reads and writes the settings; a bad file costs the bad entries only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> tuple[Settings, str]:
        """Return the settings, and a sentence about what could not be read ("" if all could)."""
        try:
            with self.path.open("rb") as file:
                given = json.loads(file.read(_MOST_BYTES))
        except FileNotFoundError:
            return Settings(), ""
        except (OSError, ValueError, RecursionError):
            return Settings(), (
                f"Your settings in {self.path} could not be read, so the program starts with "
                "its defaults. Your audits are not touched."
            )
        bad: list[str] = []
        settings = _filled(Settings, given, bad)
        if not bad:
            return settings, ""
        return settings, (
            f"Some of your settings could not be read and are back to their defaults: "
            f"{', '.join(bad)}. Your audits are not touched."
        )

    def save(self, settings: Settings) -> None:
        """Write the settings whole or not at all, for their owner's eyes only."""
        make_private(self.path.parent)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            with open(beside, "w", encoding="utf-8", opener=open_private) as file:
                json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise AuditAppError(
                f"Your settings cannot be saved in {self.path.parent} ({error.strerror}). "
                "Check the free space and your rights there."
            ) from None


def _filled(kind: type[D], given: object, bad: list[str]) -> D:
    """Make a `kind` from what fits in `given`; names of what does not fit go to `bad`."""
    made = kind()
    if not isinstance(given, dict):
        bad.append(kind.__name__)
        return made
    hints = get_type_hints(kind)
    for name in (entry.name for entry in fields(kind) if entry.name in given):  # type: ignore[arg-type]
        if is_dataclass(hints[name]):
            setattr(made, name, _filled(hints[name], given[name], bad))
        elif _fits(given[name], hints[name]):
            setattr(made, name, given[name])
        else:
            bad.append(name)
    return made


def _fits(value: object, kind: object) -> bool:
    """Whether a JSON value has the type that a field asks for."""
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return isinstance(value, str) and value in inner
    if get_origin(kind) is list:
        return isinstance(value, list) and all(_fits(item, inner[0]) for item in value)
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(_fits(item, inner[1]) for item in value.values())
    return type(value) is kind
