"""`templates export` and `templates import`: report templates as files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import print_json, say
from audit_app.cli.parsing import add_command
from audit_app.cli.person import person
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.store import Store
    from forms.report_templates import ReportTemplate


def add_to(parts: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to those of `templates`."""
    export = add_command(
        parts,
        "export",
        run_export,
        "write a report template to a JSON file",
        example='audit-app templates export "Board, quarterly" -o board.json --db merged.audit',
    )
    export.add_argument("template", metavar="TEMPLATE", help="its name or its id")
    export.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write")
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
    taken.add_argument(
        "--author", default="", metavar="NAME", help="who does it; else as your settings say"
    )
    for command in (export, taken):
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        add_password_option(command)


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
