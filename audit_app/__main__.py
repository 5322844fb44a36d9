"""Start the program: `audit-app` and `python -m audit_app`."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line, and leave with its exit code.

    Where the program is frozen, it is also the process that reads received files.
    """
    if sys.argv[1:] == ["--read-received-files"]:
        from db.importing.child import main as read_received_files

        return read_received_files()
    from audit_app.guard import check_rooms

    check_rooms()
    _write_utf8()
    from audit_app.cli.main import run

    sys.exit(run(sys.argv[1:]))


def _write_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding: every text can be printed, JSON is JSON.

    A file name that is no text is written as an escape that JSON knows as well.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
