"""`handover` and `manifest`: work leaves as one file made for it, and says what it is."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, aligned, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.person import person
from audit_app.cli.progress import ProgressLine
from audit_app.cli.scope import a_date
from audit_app.cli.secrets import NewSecret, add_password_option, key_for, new_passphrase
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.handing_over import HandedOver
    from forms.manifests import HandOverSelection, Manifest

VARIABLE = "AUDIT_APP_HANDOVER_PASSWORD"
OPTION = "--handover-password-file"


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    handover = add_command(
        commands,
        "handover",
        run_handover,
        "hand work over as one encrypted file",
        more="It holds the audits with their history, the audit tools and your drafts. Whoever\n"
        "gets it merges it. Tell the passphrase by another way than the file.",
        example="audit-app handover --db my-audits.audit -o april.handover --note “All of April”",
    )
    handover.add_argument("--db", required=True, metavar="FILE", help="the database")
    handover.add_argument("-o", "--output", required=True, metavar="OUT", help="a new file")
    _add_filters(handover)
    handover.add_argument("--note", default="", metavar="TEXT", help="a word to whoever gets it")
    handover.add_argument(
        "--author",
        default="",
        metavar="NAME",
        help="who hands over; else as your settings or the system name you",
    )
    handover.add_argument(
        OPTION,
        metavar="PASSFILE",
        help=f"read the new file's passphrase from the first line of a file; else from {VARIABLE}, "
        "else it is asked for",
    )
    add_password_option(handover)
    manifest = add_command(
        commands,
        "manifest",
        run_manifest,
        "show what a file that was handed over says of itself",
        more="What it says is compared with what it holds; exit code 1 where they differ.",
        example="audit-app manifest april.handover",
    )
    manifest.add_argument("file", metavar="FILE", help="the file that was handed over")
    add_password_option(manifest)


def _add_filters(parser: ArgumentParser) -> None:
    parser.add_argument("--tool", metavar="ID", help="only audits with this audit tool")
    parser.add_argument("--from", dest="audited_from", type=a_date, metavar="D", help="from day D")
    parser.add_argument("--to", dest="audited_to", type=a_date, metavar="D", help="up to day D")
    parser.add_argument("--auditor", default="", metavar="NAME", help="only audits of this auditor")
    parser.add_argument("--team", default="", metavar="TEAM", help="only audits of this team")
    parser.add_argument(
        "--audit", action="append", default=[], metavar="UID", help="only this audit; repeatable"
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="only what the hand-overs made before, by the same filters, did not hold",
    )
    parser.add_argument("--no-drafts", action="store_true", help="leave drafts behind")


def run_handover(options: Namespace) -> int:
    """Hand work over; the database may be open in the window meanwhile."""
    from db.handing_over import write_hand_over
    from db.opening import open_reading

    database, target = Path(options.db), Path(options.output)
    selection = _selection(options)
    key = key_for(database, options)
    with open_reading(database, key) as store:
        made = write_hand_over(
            store,
            target,
            _passphrase(options, target),
            selection=selection,
            author=options.author.strip() or person(),
            note=options.note,
            progress=ProgressLine(),
        )
    _remember(database, key, made)
    _tell(made.manifest, target, as_json=options.json)
    say(f"Handed over as {target}. Tell the passphrase by another way than the file.")
    return 0


def run_manifest(options: Namespace) -> int:
    """Show a manifest that fits what its file holds."""
    from audit_app.paths import private_folder
    from db.importing.asking import read_manifest

    path = Path(options.file)
    manifest = read_manifest(path, key_for(path, options), private_folder())
    if manifest is None:
        raise AuditAppError(f"“{path.name}” is a database, and no file that was handed over.")
    _tell(manifest, path, as_json=options.json)
    return 0


def _selection(options: Namespace) -> "HandOverSelection":
    from pydantic import ValidationError

    from forms.manifests import HandOverSelection

    first, last = options.audited_from, options.audited_to
    if first and last and first > last:
        raise WrongUsage(f"--from {first:%d/%m/%Y} is later than --to {last:%d/%m/%Y}")
    try:
        return HandOverSelection(
            tool_id=options.tool,
            audited_from=first,
            audited_to=last,
            auditor=options.auditor,
            team=options.team,
            audits=tuple(options.audit),
            drafts=not options.no_drafts,
            changed_only=options.changed,
        )
    except ValidationError as error:
        names = sorted({str(each["loc"][0]) for each in error.errors()})
        raise WrongUsage(f"what is given for {', '.join(names)} cannot be one") from None


def _passphrase(options: Namespace, target: Path) -> str:
    source = NewSecret(f"“{target.name}”", options.handover_password_file, VARIABLE, OPTION)
    return new_passphrase(source, near=(target.stem,))


def _remember(database: Path, key: "DataKey | None", made: "HandedOver") -> None:
    """Note in the database what went; where it is in use, the next hand-over only holds more."""
    from db.handing_over import remember
    from db.opening import open_store
    from db.troubles import StoreTrouble

    try:
        with open_store(database, key=key) as store:
            remember(store, made)
    except StoreTrouble as trouble:
        say(f"{trouble} So it is not noted there what was handed over.")


def _tell(manifest: "Manifest", path: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(path), **manifest.model_dump(mode="json")})
    else:
        print_lines(aligned(list(_lines(manifest))))


def _lines(manifest: "Manifest") -> Iterator[tuple[str, str]]:
    from forms.revisions import from_moment

    yield "made", f"{from_moment(manifest.made_at).astimezone():%d/%m/%Y %H:%M}"
    yield "by", manifest.author or "nobody named"
    yield "with", f"Case File Audit {manifest.program}"
    yield (
        "holds",
        ", ".join(
            (
                amount(manifest.audits, "audit"),
                amount(manifest.revisions, "revision"),
                amount(manifest.drafts, "draft"),
                amount(manifest.tools, "audit tool"),
            )
        ),
    )
    yield "content", manifest.content_sha256
    if manifest.note:
        yield "note", " ".join(manifest.note.split())
