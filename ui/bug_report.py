"""What may be said about a bug: versions, types and code locations, never a value.

The texts of exceptions and the values of variables can hold case content, so neither is used.
Free of Qt, so that the log can use it where there is no window; what only a bug needs is
imported when there is one, because the log is there before the window.
"""

import sys
from pathlib import Path
from typing import NamedTuple

_PACKAGES = ("case-file-audit", "PySide6_Essentials", "sqlcipher3", "pydantic", "reportlab")
_CODE_ROOTS = ("site-packages", "lib")


class BugReport(NamedTuple):
    """A bug, ready to be copied and sent: one line that names it, and everything known."""

    title: str
    text: str


def bug_report(error: BaseException) -> BugReport:
    """Describe a bug without any text that a person typed."""
    import platform

    lines = [
        f"Case File Audit {_version('case-file-audit')}",
        f"{platform.system()} {platform.release()} ({platform.machine()}), "
        f"Python {platform.python_version()}",
        ", ".join(f"{name} {_version(name)}" for name in _PACKAGES[1:]),
        "",
        *locations(error),
    ]
    return BugReport(_name(error), "\n".join(lines))


def locations(error: BaseException) -> list[str]:
    """Return the types and the file, line and function of every step, oldest cause first."""
    import traceback

    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    lines: list[str] = []
    for earlier in reversed(chain):
        lines.append(_name(earlier))
        frames = traceback.extract_tb(earlier.__traceback__, limit=-60)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return lines


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _place(filename: str) -> str:
    """Cut a path to what stands inside the code: its head can hold a person's name."""
    path = Path(filename)
    ours = Path(__file__).parent.parent
    if path.is_relative_to(ours) and not set(path.parts) & set(_CODE_ROOTS):
        return path.relative_to(ours).as_posix()
    return "/".join([part for part in path.parts if part != path.anchor][-3:])


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    if getattr(sys, "frozen", False):
        return "(packed)"
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
