"""Make sure that the rooms found are ours: `db` and `resources` are names others use too."""

import sys
from importlib.util import find_spec
from pathlib import Path

ROOMS = ("ui", "exports", "db", "forms", "resources")


def stray_rooms(home: Path, rooms: tuple[str, ...] = ROOMS) -> tuple[str, ...]:
    """Return the rooms that Python would not load from `home`, the folder audit_app lies in."""
    return tuple(room for room in rooms if _origin(room) != home / room)


def check_rooms() -> None:
    """Leave with a sentence when another package stands in the place of one of our rooms.

    Skipped in a packed program: there nothing else can be on the path.
    """
    if getattr(sys, "frozen", False):
        return
    home = Path(__file__).resolve().parent.parent
    stray = stray_rooms(home)
    if stray:
        raise SystemExit(
            f"Another package stands in the place of {', '.join(stray)}. "
            "Install Case File Audit into an environment of its own, "
            "and do not start it from a folder that holds folders of these names."
        )


def _origin(room: str) -> Path | None:
    spec = find_spec(room)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None
