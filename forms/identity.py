"""Permanent ids: made once on the laptop, the same wherever the work travels."""

import hashlib
import os
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

_RECORDED_AUDITS = "6f2ad1a5-93b0-5d3e-8f2b-b1a7f3c0a9d4"

Clock = Callable[[], datetime]
"""Gives the present moment, aware of its zone; injected, so that tests and demos repeat."""

Entropy = Callable[[int], bytes]
"""Gives that many random bytes."""


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def new_uid(clock: Clock = system_clock, entropy: Entropy = os.urandom) -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.

    The standard library has no version 7 before Python 3.14.
    """
    from uuid import UUID  # read with the first new audit, not at every start

    milliseconds = int(clock().timestamp() * 1000) & (1 << 48) - 1
    number = milliseconds << 80 | int.from_bytes(entropy(10), "big")
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(UUID(int=number))


def normalised(reference: str) -> str:
    """Return a case reference or code as it is compared: case, width and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", reference).casefold().split())


def recorded_uid(tool_id: str, case: str, auditor: str, audited_on: str) -> str:
    """Return the id of an audit that was recorded from a file.

    It depends on nothing but tool, case, auditor and date, so that the same row is the same
    audit on every machine and every time.
    """
    from uuid import UUID, uuid5

    name = "\n".join([tool_id, normalised(case), normalised(auditor), audited_on])
    return str(uuid5(UUID(_RECORDED_AUDITS), name))


def tool_uid(tool_hash: str) -> str:
    """Return the id of the record of a published tool: the same on every machine.

    It is a UUIDv8 (RFC 9562, section 5.8), which no audit's id is.
    """
    from uuid import UUID

    digest = hashlib.sha256(f"published tool\n{tool_hash}".encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | 8 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(UUID(int=number))


def is_tool_uid(uid: str) -> bool:
    """Return whether an id is that of some published tool's record."""
    return uid[14] == "8"
