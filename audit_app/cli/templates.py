"""`templates`: the report templates of a database, and templates as files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli import template_exchange
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
from forms.settling_names import CHOICE


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
    history = add_command(
        parts,
        "history",
        run_history,
        "tell who kept what of a report template, when and why",
        example='audit-app templates history "Board, quarterly" --db merged.audit',
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
    for command in (show, history, remove, settle):
        command.add_argument("template", metavar="TEMPLATE", help="its name or its id")
    remove.add_argument("--reason", required=True, metavar="TEXT", help="why it is made void")
    settle.add_argument("--reason", required=True, metavar="TEXT", help="why, for all of it")
    for command in (remove, settle):
        command.add_argument(
            "--author", default="", metavar="NAME", help="who does it; else as your settings say"
        )
    for command in (listed, show, history, remove, settle):
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        add_password_option(command)
    template_exchange.add_to(parts)


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


def run_history(options: Namespace) -> int:
    """Tell every version of one template, and what each changed."""
    from audit_app.cli.history import version_as_plain, version_in_words
    from db.histories import read_history
    from db.opening import open_reading
    from db.report_templates import template_meant

    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        row = template_meant(store, options.template)
        history = read_history(store, row.uid)
    if options.json:
        versions = [version_as_plain(history, each) for each in history.entries]
        print_json({"uid": row.uid, "name": row.name, "versions": versions})
        return 0
    for each in history.entries:
        print_lines(version_in_words(history, each))
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
