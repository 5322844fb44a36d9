"""`templates`: the report templates of a database, and templates as files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, aligned, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.person import person
from audit_app.cli.secrets import add_password_option, key_for
from audit_app.cli.template_text import (
    conflict_as_plain,
    conflict_in_words,
    row_as_plain,
    row_in_words,
    template_as_plain,
    template_in_words,
)
from forms.errors import AuditAppError
from forms.settling_names import CHOICE

if TYPE_CHECKING:
    from db.store import Store
    from forms.report_templates import ReportTemplate


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to the command line."""
    templates = commands.add_parser(
        "templates",
        help="list, show, export and import report templates",
        description="Report templates. TEMPLATE is a name, an id or the beginning of one.",
    )
    parts = templates.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = add_command(
        parts,
        "list",
        run_list,
        "list the report templates of a database",
        example="audit-app templates list --db merged.audit",
    )
    show = add_command(
        parts,
        "show",
        run_show,
        "show one report template, whole, or its versions that differ",
        example='audit-app templates show "Board, quarterly" --db merged.audit',
    )
    remove = add_command(
        parts,
        "remove",
        run_remove,
        "make a report template void",
        more="It is listed no more. Nothing is deleted, and reports stay as they were made.",
        example='audit-app templates remove "Board, quarterly" --reason "A new one" '
        "--db merged.audit",
    )
    settle = add_command(
        parts,
        "settle",
        run_settle,
        "choose between the versions of a report template, field by field",
        more="Every field that “templates show” lists is chosen; what was not chosen stays in the\n"
        "history.",
        example='audit-app templates settle "Board, quarterly" --choose introduction=theirs '
        '--reason "It is right" --db merged.audit',
    )
    settle.add_argument(
        "--choose",
        action="append",
        required=True,
        metavar="FIELD=VERSION",
        help="ours, theirs or ancestor (side3 … where there are more); give it for each",
    )
    export = add_command(
        parts,
        "export",
        run_export,
        "write a report template to a JSON file",
        example='audit-app templates export "Board, quarterly" -o board.json --db merged.audit',
    )
    for command in (show, remove, settle, export):
        command.add_argument("template", metavar="TEMPLATE", help="its name or its id")
    remove.add_argument("--reason", required=True, metavar="TEXT", help="why it is made void")
    settle.add_argument("--reason", required=True, metavar="TEXT", help="why, for all of it")
    export.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write")
    taken = _add_import(parts)
    for command in (remove, settle, taken):
        command.add_argument(
            "--author", default="", metavar="NAME", help="who does it; else as your settings say"
        )
    for command in (listed, show, remove, settle, export, taken):
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        add_password_option(command)


def _add_import(parts: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    taken = add_command(
        parts,
        "import",
        run_import,
        "take a report template from a JSON file into a database",
        more="Every problem is listed with its place; a file with any is not taken.\n"
        "Importing it again adds nothing.",
        example="audit-app templates import board.json --db merged.audit",
    )
    taken.add_argument("file", metavar="JSON", help="as “templates export” writes it")
    taken.add_argument("--name", default="", metavar="NAME", help="what to call it here")
    taken.add_argument(
        "--replace",
        action="store_true",
        help="make it the next version of the template that has its name",
    )
    return taken


def run_list(options: Namespace) -> int:
    """List the templates by name."""
    from db.opening import open_reading
    from db.report_templates import list_templates

    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store:
        rows = list_templates(store)
    if options.json:
        print_json([row_as_plain(row) for row in rows])
    elif rows:
        print_lines(aligned([row_in_words(row) for row in rows]))
    else:
        say(f"There are no report templates in {options.db}.")
    return 0


def run_show(options: Namespace) -> int:
    """Show one kept template; where versions differ, what each says."""
    from db.opening import open_reading
    from db.report_templates import template_called, template_conflict, template_meant

    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        row = template_meant(store, options.template)
        if row.conflicts:
            conflict = template_conflict(store, row.uid)
            document, lines = conflict_as_plain(row, conflict), conflict_in_words(row, conflict)
        else:
            opened = template_called(store, row.uid)
            document, lines = template_as_plain(row, opened), template_in_words(opened)
    if options.json:
        print_json(document)
    else:
        print_lines(lines)
    return 0


def run_settle(options: Namespace) -> int:
    """Choose between the versions of one template, field by field."""
    from db.opening import open_store
    from db.report_templates import settle_template, template_meant

    path, choices = Path(options.db), _choices(options.choose)
    with open_store(path, key=key_for(path, options)) as store:
        row = template_meant(store, options.template)
        author = options.author or person()
        revision = settle_template(store, row.uid, choices, author, options.reason)
    if options.json:
        print_json({"uid": row.uid, "name": row.name, "revision": revision})
    say(f"The versions of the report template “{row.name}” were settled.")
    return 0


def _choices(given: list[str]) -> dict[str, str]:
    """Return field → version. Raises WrongUsage at a choice that is none."""
    found: dict[str, str] = {}
    for each in given:
        field, sign, version = each.partition("=")
        if not sign or not CHOICE.fullmatch(version) or field in found:
            raise WrongUsage(
                f"“--choose {each}” is not FIELD=ours, =theirs or =ancestor, once each."
            )
        found[field] = version
    return found


def run_remove(options: Namespace) -> int:
    """Make one template void."""
    from db.opening import open_store
    from db.report_templates import template_meant, void_template

    path = Path(options.db)
    with open_store(path, key=key_for(path, options)) as store:
        row = template_meant(store, options.template)
        revision = void_template(store, row.uid, options.author or person(), options.reason)
    if options.json:
        print_json({"uid": row.uid, "name": row.name, "revision": revision})
    say(f"The report template “{row.name}” was made void.")
    return 0


def run_export(options: Namespace) -> int:
    """Write one template to a file, whole or not at all."""
    from db.opening import open_reading
    from db.report_templates import template_called
    from exports.documents.saving import save_whole
    from forms.template_files import template_text

    path, target = Path(options.db), Path(options.output)
    with open_reading(path, key_for(path, options)) as store:
        opened = template_called(store, options.template)
    save_whole(template_text(opened.template).encode(), target)
    if options.json:
        print_json({"uid": opened.uid, "name": opened.template.name, "path": str(target)})
    say(f"The report template “{opened.template.name}” is in {target}.")
    return 0


def run_import(options: Namespace) -> int:
    """Take a template from a file, as a new one or as the next version of one that is here."""
    from db.opening import open_store

    path, template = Path(options.db), _from_file(Path(options.file), options.name.strip())
    author = options.author or person()
    with open_store(path, key=key_for(path, options)) as store, store.transaction():
        uid, what = _taken(store, template, author, replace=options.replace)
    if options.json:
        print_json({"uid": uid, "name": template.name, "status": what})
    told = {"new": "is new here", "updated": "has a new version", "identical": "is here already"}
    say(f"The report template “{template.name}” {told[what]}.")
    return 0


def _from_file(path: Path, name: str) -> ReportTemplate:
    """Return the template of a file, in use and perhaps called otherwise."""
    from forms.template_drafts import drafted_template
    from forms.template_files import LARGEST_FILE, read_template

    with path.open("rb") as file:
        template = read_template(file.read(LARGEST_FILE + 1), path.name)
    wanted = {"name": name} if name else {}
    template, faults = drafted_template({**template.to_fields(), **wanted, "status": "kept"})
    if faults:
        raise AuditAppError(" ".join(fault.sentence for fault in faults))
    return template


def _taken(
    store: Store, template: ReportTemplate, author: str, *, replace: bool
) -> tuple[str, str]:
    """Return the id of the template, and what became of it: new, updated or identical."""
    from db.report_templates import (
        draft_template,
        edit_template,
        keep_template,
        name_is_free,
        save_template,
        template_called,
    )

    if name_is_free(store, template.name):
        uid = draft_template(store, template, author)
        keep_template(store, uid, author)
        return uid, "new"
    here = template_called(store, template.name)
    if here.template == template:
        return here.uid, "identical"
    if not replace:
        raise AuditAppError(
            f"There is another report template called “{template.name}”. Give --replace to make "
            "this its next version, or --name to call this otherwise."
        )
    edit_template(store, here.uid, author)
    save_template(store, here.uid, template)
    keep_template(store, here.uid, author)
    return here.uid, "updated"
