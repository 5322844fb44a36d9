"""`recovery-key`: an organisation's way into its databases when a passphrase is forgotten."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    group = commands.add_parser(
        "recovery-key",
        help="make an organisation's recovery key, and say which keys open a database",
        description="Recovery keys.",
    )
    parts = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    make = add_command(
        parts,
        "make",
        run_make,
        "make a recovery key: a secret half for the safe, a public half for every laptop",
        more="The secret half is printed once, on stdout, and stored nowhere: write it down, or\n"
        "print it, and keep it in a safe. Whoever has it opens every database made with the\n"
        "public half.",
        example="audit-app recovery-key make -o council-key.txt",
    )
    make.add_argument(
        "-o", "--output", required=True, metavar="KEYFILE", help="a new file, for the public half"
    )
    put = add_command(
        parts,
        "set",
        run_set,
        "set which recovery keys open a database, besides its passphrase",
        more="Without a KEYFILE none does. Copies made before open as they did.",
        example="audit-app recovery-key set my-audits.audit council-key.txt",
    )
    put.add_argument("file", metavar="FILE", help="a protected database")
    put.add_argument("keys", nargs="*", metavar="KEYFILE", help="the public halves, none or more")
    add_password_option(put)


def run_make(options: Namespace) -> int:
    """Make a pair: the public half into a file, the secret half to stdout, once."""
    from db.keys import new_recovery_key
    from db.recovery import fingerprint, write_recovery_key

    secret, public = new_recovery_key()
    path = Path(options.output)
    write_recovery_key(path, public)
    name = fingerprint(public)
    if options.json:
        print_json({"file": str(path), "fingerprint": name, "secret": secret})
    else:
        print_lines([secret])
    say(f"This is the secret half of recovery key {name}. It is shown once and stored nowhere:")
    say("keep it in a safe, on paper, and clear this window. It opens every database made with")
    say(f"the public half, which is in {path} and is no secret.")
    return 0


def run_set(options: Namespace) -> int:
    """Replace the recovery keys of a database."""
    from db.opening import open_store
    from db.recovery import fingerprint, read_recovery_key
    from db.rekeying import set_recovery_keys

    path = Path(options.file)
    publics = [read_recovery_key(Path(name)) for name in options.keys]
    with open_store(path, key=key_for(path, options)) as store:
        set_recovery_keys(store, publics)
    names = [fingerprint(public) for public in publics]
    if options.json:
        print_json({"file": str(path), "recovery_keys": names})
    say(
        f"Recovery keys that open {path}: {', '.join(names)}."
        if names
        else f"No recovery key opens {path} now, nothing but its passphrase."
    )
    return 0
