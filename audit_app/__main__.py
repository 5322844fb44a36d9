"""Start the program: `audit-app` and `python -m audit_app`."""


def main() -> None:
    print("ok")
