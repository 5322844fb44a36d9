"""Put a finished document on disk: the whole file appears, or nothing does."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from forms.errors import AuditAppError


def save_whole(data: bytes, target: Path) -> None:
    """Write `data` beside `target`, make it durable, then rename it into place.

    Raises AuditAppError, and leaves what stood there before, when that fails.
    """
    beside: Path | None = None
    try:
        with NamedTemporaryFile(
            dir=target.parent, prefix=".", suffix=".part", delete=False
        ) as file:
            beside = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        reason = error.strerror or "unknown reason"
        raise AuditAppError(
            f"“{target.name}” could not be written ({reason}). Nothing was changed; "
            "choose another folder or free some space, then try again."
        ) from error
