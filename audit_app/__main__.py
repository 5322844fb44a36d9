"""Start the program: `audit-app` and `python -m audit_app`."""

import sys


def main() -> None:
    """Run the command line, and leave with its exit code."""
    from audit_app.guard import check_rooms

    check_rooms()
    from audit_app.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
