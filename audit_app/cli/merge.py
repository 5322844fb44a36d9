"""`merge`, `unmerge` and `batches`: other people's databases in, and out again."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.backups import back_up_after_merge
from audit_app.cli.merge_reports import Merged, add_report_options, report_password, write_reports
from audit_app.cli.output import aligned, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import add_password_option, key_for, keys_for, protection_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.merge_report import AuditCounts, MergedFile, MergeReport
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
    merge.add_argument("--author", default="", metavar="NAME", help="who merges, for the report")
    merge.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    add_report_options(merge)
    add_password_option(merge)
    batches = add_command(
        commands,
        "batches",
        run_batches,
        "list the merges of a database",
        example="audit-app batches --db merged.audit",
    )
    batches.add_argument("--db", required=True, metavar="FILE", help="the database")
    add_password_option(batches)
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
    add_password_option(unmerge)


def run_merge(options: Namespace) -> int:
    """Merge files; exit 1 where every file was refused."""
    from audit_app.paths import private_folder
    from db.merging import merge_files
    from db.opening import open_to_fill

    target, sources = Path(options.into), [Path(source) for source in options.sources]
    password = report_password(options)
    key, protection = key_for(target, options), protection_for(target, options)
    keys = keys_for(sources, options)
    with open_to_fill(target, key=key, protection=protection) as store:
        report = merge_files(
            store,
            sources,
            dry_run=options.dry_run,
            private_folder=private_folder(),
            progress=ProgressLine(),
            keys=keys,
            author=options.author.strip(),
        )
        merged_at = None if options.dry_run else store.clock()
        key = store.key
    if report.batch:
        back_up_after_merge(target, key)
    if options.json:
        print_json(_as_plain(report))
    else:
        print_lines(_in_words(report))
    _tell(report, target, dry_run=options.dry_run)
    merged = Merged(report, target, merged_at, options.author.strip())
    write_reports(merged, options.report, password)
    return 1 if all(file.status == "refused" for file in report.files) else 0


def _as_plain(report: "MergeReport") -> dict[str, object]:
    return {
        "batch": report.batch,
        "files": [_file_as_plain(file) for file in report.files],
        "audits": asdict(report.audits),
        **_others_as_plain(report.others),
        "set_aside": [aside._asdict() for aside in report.set_aside],
        "outcomes": [outcome._asdict() for outcome in report.outcomes],
        "drafts": report.drafts,
        "tools": [twins._asdict() for twins in report.tools],
        "doubles": [double._asdict() for double in report.doubles],
        "recent": [recent._asdict() for recent in report.recent],
    }


def _file_as_plain(file: "MergedFile") -> dict[str, object]:
    plain = {name: value for name, value in file._asdict().items() if name != "others"}
    return {**plain, "audits": asdict(file.audits), **_others_as_plain(file.others)}


def _others_as_plain(others: "Mapping[str, AuditCounts]") -> dict[str, object]:
    """Return the counts of other kinds of records, such as `templates`, where there are any."""
    from forms.standalone import STANDALONE

    return {STANDALONE[kind].told_as: asdict(counts) for kind, counts in others.items()}


def _in_words(report: "MergeReport") -> Iterator[str]:
    from db.merge_report import others_told

    yield from aligned([(Path(file.path).name, file.status) for file in report.files])
    yield ""
    counts = ((name.replace("_", " "), count) for name, count in asdict(report.audits).items())
    yield from aligned([(name, f"{count:,}") for name, count in counts], right={1})
    if others := others_told(report.others):
        yield from ("", *others)


def _tell(report: "MergeReport", target: Path, *, dry_run: bool) -> None:
    for file in report.files:
        if file.status == "refused":
            say(f"{file.path} was refused: {file.reason}")
    for aside in report.set_aside:
        say(f"A version of {aside.record} was set aside: {aside.reason}.")
    if dry_run:
        say("This was a dry run: nothing was changed.")
    elif report.batch:
        say(f"Merged into {target}. To take it back:")
        say(f"  audit-app unmerge {report.batch} --db {target}")
    else:
        say("Nothing was merged.")
    for sentence in (*_waiting(report.audits), *_to_look_at(report)):
        say(sentence)


def _waiting(audits: "AuditCounts") -> Iterator[str]:
    if audits.conflicts:
        are = amount(audits.conflicts, "audit has", "audits have")
        yield f"{are} two versions that differ; no figure counts them until they are settled."
    if audits.erased:
        were = amount(audits.erased, "audit was", "audits were")
        yield f"{were} erased from this database before and stayed out."


def _to_look_at(report: "MergeReport") -> Iterator[str]:
    for twins in report.tools:
        name = f"{twins.tool_id} {twins.version}"
        yield f"{len(twins.hashes)} different tools call themselves {name}; all are kept."
    if report.doubles:
        yield f"{amount(len(report.doubles), 'case was', 'cases were')} audited by two people."
    if report.recent:
        yield f"{amount(len(report.recent), 'audit', 'audits')} of a child within twelve months."


def run_unmerge(options: Namespace) -> int:
    """Take one merge back."""
    from db.opening import open_store
    from db.unmerging import unmerge

    database = Path(options.db)
    with open_store(database, key=key_for(database, options)) as store:
        removed = unmerge(store, options.batch)
    if options.json:
        print_json({"batch": options.batch, "revisions": removed})
    say(f"The merge was taken back: {amount(removed, 'revision')} left the file.")
    return 0


def run_batches(options: Namespace) -> int:
    """List the merges of a database, newest first."""
    from db.opening import open_reading
    from db.unmerging import list_batches

    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
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
    return {
        "batch": batch.uid,
        "merged_at": batch.merged_at.isoformat(),
        "author": batch.author,
        "files": files,
        "report": _as_plain(batch.report) if batch.report else None,
    }


def _batch_in_words(batch: "Batch") -> tuple[str, str, str]:
    names = ", ".join(file.name for file in batch.files)
    return batch.uid, f"{batch.merged_at.astimezone():%d/%m/%Y %H:%M}", names
