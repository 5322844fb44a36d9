"""`merge`, `unmerge` and `batches`: other people's databases in, and out again."""

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict
from pathlib import Path

from audit_app.cli.output import print_json, print_lines, say


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the commands to the command line."""
    merge = commands.add_parser("merge", help="merge databases into one")
    merge.add_argument("sources", nargs="+", metavar="SOURCE")
    merge.add_argument("--into", required=True, metavar="FILE", help="made if missing")
    merge.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    merge.add_argument("--json", action="store_true", help="print one JSON document")
    merge.set_defaults(run=run_merge)
    unmerge = commands.add_parser("unmerge", help="take one merge back")
    unmerge.add_argument("batch", metavar="BATCH")
    unmerge.add_argument("--db", required=True, metavar="FILE")
    unmerge.add_argument("--json", action="store_true", help="print one JSON document")
    unmerge.set_defaults(run=run_unmerge)
    batches = commands.add_parser("batches", help="list the merges of a database")
    batches.add_argument("--db", required=True, metavar="FILE")
    batches.add_argument("--json", action="store_true", help="print one JSON document")
    batches.set_defaults(run=run_batches)


def run_merge(options: Namespace) -> int:
    """Merge files; exit 1 where every file was refused."""
    from audit_app.paths import private_folder
    from db.merging import merge_files
    from db.opening import open_or_create_store

    sources = [Path(source) for source in options.sources]
    with open_or_create_store(Path(options.into)) as store:
        report = merge_files(
            store,
            sources,
            dry_run=options.dry_run,
            private_folder=private_folder(),
            progress=lambda done, total, label: say(f"[{done}/{total}] {label}") if label else None,
        )
    for file in report.files:
        if file.status != "merged":
            say(f"{file.path}: {file.status}: {file.reason}")
    for aside in report.set_aside:
        say(f"Set aside in audit {aside.record}: {aside.reason}.")
    if options.json:
        files = [file._asdict() for file in report.files]
        print_json({"batch": report.batch, "files": files, "audits": asdict(report.audits)})
    else:
        counts = asdict(report.audits)
        print_lines(f"{name.replace('_', ' ')}: {count}" for name, count in counts.items())
    return 1 if all(file.status == "refused" for file in report.files) else 0


def run_unmerge(options: Namespace) -> int:
    """Take one merge back."""
    from db.opening import open_store
    from db.unmerging import unmerge

    with open_store(Path(options.db)) as store:
        removed = unmerge(store, options.batch)
    if options.json:
        print_json({"batch": options.batch, "revisions": removed})
    else:
        say(f"The merge was taken back: {removed} revisions left the file.")
    return 0


def run_batches(options: Namespace) -> int:
    """List the merges of a database, newest first."""
    from db.opening import open_reading
    from db.unmerging import list_batches

    with open_reading(Path(options.db)) as store:
        batches = list_batches(store)
    if options.json:
        print_json(
            [
                {**batch._asdict(), "files": [file._asdict() for file in batch.files]}
                for batch in batches
            ]
        )
    for batch in [] if options.json else batches:
        names = ", ".join(file.name for file in batch.files)
        print_lines([f"{batch.uid}  {batch.merged_at}  {names}"])
    return 0
