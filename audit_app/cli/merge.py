"""`merge`, `unmerge` and `batches`: other people's databases in, and out again."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import aligned, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine

if TYPE_CHECKING:
    from db.merge_report import AuditCounts, MergeReport
    from db.unmerging import Batch


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
    merge = add_command(
        commands,
        "merge",
        run_merge,
        "merge databases into one",
        more="Merging again adds nothing. A file that cannot be merged is refused with its reason\n"
        "and the others go on; exit code 1 where every file was refused.",
        example="audit-app merge auditor-*.audit --into merged.audit",
    )
    merge.add_argument("sources", nargs="+", metavar="SOURCE", help="databases; never changed")
    merge.add_argument("--into", required=True, metavar="FILE", help="made if missing")
    merge.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    batches = add_command(
        commands,
        "batches",
        run_batches,
        "list the merges of a database",
        example="audit-app batches --db merged.audit",
    )
    batches.add_argument("--db", required=True, metavar="FILE", help="the database")
    unmerge = add_command(
        commands,
        "unmerge",
        run_unmerge,
        "take one merge back",
        more="Refused where later work builds on what the merge brought.",
        example="audit-app unmerge 019e2b6c-… --db merged.audit",
    )
    unmerge.add_argument("batch", metavar="BATCH", help="its id, as “batches” lists it")
    unmerge.add_argument("--db", required=True, metavar="FILE", help="the database")


def run_merge(options: Namespace) -> int:
    """Merge files; exit 1 where every file was refused."""
    from audit_app.paths import private_folder
    from db.merging import merge_files
    from db.opening import open_to_fill

    target = Path(options.into)
    with open_to_fill(target) as store:
        report = merge_files(
            store,
            [Path(source) for source in options.sources],
            dry_run=options.dry_run,
            private_folder=private_folder(),
            progress=ProgressLine(),
        )
    if options.json:
        print_json(_as_plain(report))
    else:
        print_lines(_in_words(report))
    _tell(report, target, dry_run=options.dry_run)
    return 1 if all(file.status == "refused" for file in report.files) else 0


def _as_plain(report: "MergeReport") -> dict[str, object]:
    return {
        "batch": report.batch,
        "files": [{**file._asdict(), "audits": asdict(file.audits)} for file in report.files],
        "audits": asdict(report.audits),
        "set_aside": [aside._asdict() for aside in report.set_aside],
    }


def _in_words(report: "MergeReport") -> Iterator[str]:
    yield from aligned([(Path(file.path).name, file.status) for file in report.files])
    yield ""
    counts = ((name.replace("_", " "), count) for name, count in asdict(report.audits).items())
    yield from aligned([(name, f"{count:,}") for name, count in counts], right={1})


def _tell(report: "MergeReport", target: Path, *, dry_run: bool) -> None:
    for file in report.files:
        if file.status == "refused":
            say(f"{file.path} was refused: {file.reason}")
    for aside in report.set_aside:
        say(f"A version of audit {aside.record} was set aside: {aside.reason}.")
    if dry_run:
        say("This was a dry run: nothing was changed.")
    elif report.batch:
        say(f"Merged into {target}. To take it back:")
        say(f"  audit-app unmerge {report.batch} --db {target}")
    else:
        say("Nothing was merged.")
    waiting = _waiting(report.audits)
    if waiting:
        say(waiting)


def _waiting(audits: "AuditCounts") -> str:
    if not audits.conflicts:
        return ""
    are = amount(audits.conflicts, "audit has", "audits have")
    return f"{are} two versions that differ; no figure counts them until they are settled."


def run_unmerge(options: Namespace) -> int:
    """Take one merge back."""
    from db.opening import open_store
    from db.unmerging import unmerge

    with open_store(Path(options.db)) as store:
        removed = unmerge(store, options.batch)
    if options.json:
        print_json({"batch": options.batch, "revisions": removed})
    say(f"The merge was taken back: {amount(removed, 'revision')} left the file.")
    return 0


def run_batches(options: Namespace) -> int:
    """List the merges of a database, newest first."""
    from db.opening import open_reading
    from db.unmerging import list_batches

    with open_reading(Path(options.db)) as store:
        batches = list_batches(store)
    if options.json:
        print_json([_batch_as_plain(batch) for batch in batches])
    elif batches:
        print_lines(aligned([_batch_in_words(batch) for batch in batches]))
    else:
        say(f"Nothing was merged into {options.db}.")
    return 0


def _batch_as_plain(batch: "Batch") -> dict[str, object]:
    files = [file._asdict() for file in batch.files]
    return {"batch": batch.uid, "merged_at": batch.merged_at.isoformat(), "files": files}


def _batch_in_words(batch: "Batch") -> tuple[str, str, str]:
    names = ", ".join(file.name for file in batch.files)
    return batch.uid, f"{batch.merged_at.astimezone():%d/%m/%Y %H:%M}", names
