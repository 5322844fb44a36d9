"""The public half of an organisation's recovery key, as a small text file.

Whoever has it can make databases that the recovery key opens, and can open none with it. The
secret half is printed once when the pair is made, and is never stored by the program.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from db.troubles import StoreTrouble

_PREFIX = "CFA-RECOVERY-PUBLIC-"
_LINE = re.compile(rf"{_PREFIX}((?:[0-9A-F]{{8}}-){{8}}[0-9A-F]{{8}})")
_SECRET = re.compile(r"CFA-RECOVERY-[0-9A-F]{8}-")
_MOST_BYTES = 4096
_EXPLAINED = """\
Case File Audit: the public half of a recovery key, {fingerprint}.
Databases that are made with it can be opened with its secret half, should a passphrase be
forgotten. This file is no secret and opens nothing.

{line}
"""


def read_recovery_key(path: Path) -> bytes:
    """Return the public half (32 bytes) that a file holds.

    Raises StoreTrouble where it cannot be read, was altered, or holds the secret half: data
    sealed to a wrong key would be lost when it is needed.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace").upper()
    except OSError as error:
        reason = error.strerror or "something went wrong with its disk"
        raise StoreTrouble(f"The recovery key “{path}” cannot be read: {reason}.") from None
    if _SECRET.search(text):
        raise StoreTrouble(
            f"“{path.name}” holds the secret half of a recovery key. It belongs in a safe; give "
            "the file that “audit-app recovery-key make” wrote."
        )
    found = _LINE.search(text)
    digits = found[1].replace("-", "") if found else ""
    public = bytes.fromhex(digits[:64])
    if not found or _check(public) != digits[64:]:
        raise StoreTrouble(f"“{path.name}” holds no recovery key, or one that was altered.")
    return public


def write_recovery_key(path: Path, public: bytes) -> None:
    """Write the public half into a new file, whole or not at all.

    Raises StoreTrouble where the file exists already or cannot be written.
    """
    if path.exists():
        raise StoreTrouble(f"“{path.name}” exists already; choose another name for the key.")
    digits = public.hex().upper() + _check(public)
    line = _PREFIX + "-".join(digits[start : start + 8] for start in range(0, len(digits), 8))
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_EXPLAINED.format(fingerprint=fingerprint(public), line=line))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be written: {reason}.") from None


def fingerprint(public: bytes) -> str:
    """Return what people compare a recovery key by: 16 signs of its SHA-256, in fours."""
    digits = hashlib.sha256(public).hexdigest()[:16].upper()
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def _check(public: bytes) -> str:
    return hashlib.sha256(b"recovery key" + public).hexdigest()[:8].upper()
