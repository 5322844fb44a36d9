"""Where a command may write: a new file, or an older one of the same sort, never anything else."""

from pathlib import Path

from forms.errors import AuditAppError


def refuse_unless_replaceable(target: Path, *, what: str, start: bytes) -> None:
    """Raise AuditAppError where something else than such a file stands in the way.

    `what` is the sort of file, such as “PDF”; `start` is what a file of the sort begins with,
    empty for text.
    """
    if not target.exists():
        return
    if not target.is_file():  # a folder, or a device that a rename would do away with
        raise AuditAppError(f"“{target}” is not a file. Give the {what} a name of its own.")
    with target.open("rb") as file:
        beginning = file.read(1024)
    alike = beginning.startswith(start) if start else b"\0" not in beginning
    if beginning and not alike:
        raise AuditAppError(
            f"“{target.name}” exists and is not a {what}; it is not replaced. Choose another name."
        )
