"""The disks of the system: where each stands, and what it is said to be."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

_TABLE = Path("/proc/self/mounts")
_ESCAPED = re.compile(rb"\\([0-7]{3})")


class Mount(NamedTuple):
    """A disk as the system has it: where it stands, its file system, and what is said of it."""

    point: str
    kind: str
    options: str = ""


def mounts() -> list[Mount]:
    """Return every disk, in the order they were put in place; none where that cannot be read."""
    try:
        return in_table(_TABLE.read_bytes())
    except OSError:  # every system but Linux
        return _told_by_library()


def in_table(table: bytes) -> list[Mount]:
    """Return the disks of Linux's own table; psutil takes longer to load than a file to open.

    (https://man7.org/linux/man-pages/man5/fstab.5.html: six fields, blanks in them as octal.)
    """
    lines = (line.split(b" ") for line in table.splitlines())
    return [Mount(*map(_unescaped, line[1:4])) for line in lines if len(line) >= 4]


def _unescaped(field: bytes) -> str:
    return os.fsdecode(_ESCAPED.sub(lambda code: bytes([int(code[1], 8) & 255]), field))


def _told_by_library() -> list[Mount]:
    import psutil  # takes a while to load

    try:
        return [Mount(m.mountpoint, m.fstype, m.opts) for m in psutil.disk_partitions(all=True)]
    except (OSError, psutil.Error):
        return []
