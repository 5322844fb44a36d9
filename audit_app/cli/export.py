"""`export`: audits and findings as tables for other programs, and what their columns mean."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.progress import ProgressLine
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for
from audit_app.cli.targets import refuse_unless_replaceable

if TYPE_CHECKING:
    from exports.tables.exporting import Exported, Wanted
    from exports.tables.table import Row, Table

_FORMATS = ("csv", "xlsx", "json", "parquet")


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    export = add_command(
        commands,
        "export",
        run_export,
        "write audits and findings as tables: CSV, XLSX, JSON or Parquet",
        more="Drafts, void audits and audits with an unsettled conflict are left out, as figures\n"
        "leave them out. CSV goes into a folder, a .zip file, or a .csv file with a row an audit;\n"
        "Parquet into a folder. “export codebook” tells what every column and code means.",
        example="audit-app export xlsx --db merged.audit --tool thresholds -o thresholds.xlsx",
    )
    export.add_argument(
        "format", choices=[*_FORMATS, "codebook"], metavar="FORMAT", help="csv, xlsx, json, "
        "parquet, or codebook",
    )  # fmt: skip
    add_scope_options(export)
    export.add_argument(
        "-o", "--output", metavar="PATH", help="where to; an earlier export there is replaced"
    )
    export.add_argument(
        "--without-text",
        action="store_true",
        help="leave out what people wrote: evidence, reasons, strengths, improvements, texts",
    )


def run_export(options: Namespace) -> int:
    """Write the tables, or the codebook alone."""
    if options.format == "codebook":
        return _run_codebook(options)
    if not options.output:
        raise WrongUsage("say where to with -o PATH")
    return _run_tables(options)


def _run_tables(options: Namespace) -> int:
    from db.opening import open_reading
    from exports.tables.exporting import Wanted, export_tables, refuse_other

    target = Path(options.output)
    scope = scope_of(options)
    wanted = Wanted(options.format, target, scope, words=not options.without_text)
    refuse_other(wanted)  # before a passphrase is asked for
    database = Path(options.db)
    key = key_for(database, options)
    with open_reading(database, key) as store:
        check_tool(store, scope.tool_id)
        made = export_tables(store, wanted, ProgressLine())
    if options.json:
        print_json(_document(wanted, made))
    say(f"Wrote {target}: {amount(made.audits, 'audit')}.")
    for sentence in _told(wanted, made, protected=key is not None):
        say(sentence)
    return 0


def _run_codebook(options: Namespace) -> int:
    from db.opening import open_reading
    from exports.tables.contents import every_table
    from exports.tables.source import source_of

    scope, database = scope_of(options), Path(options.db)
    target = Path(options.output) if options.output else None
    if target:
        _refuse_other_codebook(target)
    with open_reading(database, key_for(database, options)) as store, store.snapshot():
        check_tool(store, scope.tool_id)
        book = every_table(source_of(store, scope, words=not options.without_text))[-1]
        if target:
            _write_codebook(book, target)
            say(f"Wrote {target}.")
        elif not options.json:
            print_lines(_lines(book))
        if options.json:
            print_json([dict(zip(book.head, row, strict=True)) for row in book.rows()])
    return 0


def _refuse_other_codebook(target: Path) -> None:
    kinds = {".csv": ("CSV file", b""), ".xlsx": ("workbook", b"PK")}
    if target.suffix.lower() not in kinds:
        raise WrongUsage(f"“{target}” must end in .csv or .xlsx")
    what, start = kinds[target.suffix.lower()]
    refuse_unless_replaceable(target, what=what, start=start)


def _write_codebook(book: "Table", target: Path) -> None:
    from exports.tables.csv_files import write_table
    from exports.tables.places import new_file
    from exports.tables.workbook import write_workbook

    with new_file(target) as (file, place):
        if target.suffix.lower() == ".xlsx":
            write_workbook([book], file, place)
        else:
            write_table(book, file)


def _document(wanted: "Wanted", made: "Exported") -> dict[str, object]:
    return {
        "export": str(wanted.target),
        "format": wanted.format,
        "audits": made.audits,
        "tables": made.rows,
        "left_out": {"conflicts": made.conflicts_left_out, "void": made.void_left_out},
        "too_wide": made.too_wide,
    }


def _told(wanted: "Wanted", made: "Exported", *, protected: bool) -> Iterator[str]:
    """Yield what a person must know of the files: what is missing, and who could read them."""
    if made.conflicts_left_out:
        told = amount(made.conflicts_left_out, "audit")
        yield f"{told} with an unsettled conflict left out, as figures leave them out."
    if made.void_left_out:
        yield f"{amount(made.void_left_out, 'void audit')} left out."
    if wanted.becomes == "file" and wanted.target.suffix.lower() == ".csv" and made.versions > 1:
        yield (
            f"It holds answers to {made.versions} versions of audit tools. “record” reads one at a "
            "time: choose one with --tool, or export into a folder."
        )
    for name in made.too_wide:
        yield f"“{name}” has more columns than a sheet can hold and is left out; use CSV."
    if protected:
        holds = "what auditors wrote" if wanted.words else "grades and case references"
        yield (
            f"The database is protected by a passphrase; {wanted.target} is not, and holds "
            f"{holds}. Keep it where nobody else can read it, and delete it when it is done with."
        )


def _lines(book: "Table") -> Iterator[str]:
    """Yield the codebook for people: a table, its columns indented, their codes further in."""
    for row in book.rows():
        yield _line(row)


def _line(row: "Row") -> str:
    table, column, kind, meaning, code, label, counts, good = row
    if column is None:
        return f"{table}: {meaning}"
    if code is None:
        return f"  {column} ({kind}): {meaning}"
    if not counts:
        return f"    {code} = {label}, leaves the denominator"
    judged = "" if good is None else ", good or better" if good else ", counts as not good"
    return f"    {code} = {label}{judged}"
