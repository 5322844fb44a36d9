"""`agreement`: how far people agree who graded the same cases."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    agreement = add_command(
        commands,
        "agreement",
        run_agreement,
        "print how far auditors agree, moderators with them, and how strictly each grades",
        more="A double audit is one case audited with one tool by several auditors in a quarter.\n"
        "A case counts where one of its audits is chosen, with the audits of the others.",
        example="audit-app agreement --db merged.audit --tool thresholds --from 2026-04-01",
    )
    add_scope_options(agreement)
    agreement.add_argument(
        "--profile", choices=["internal"], default="internal", help="for whom: internal"
    )


def run_agreement(options: Namespace) -> int:
    """Print the figures of agreement in a scope."""
    from audit_app.cli.agreement_text import agreement_in_words, strictness_in_words
    from db.opening import open_reading
    from exports.figures.agreement.figures import work_out_agreement
    from exports.figures.reports.strictly import read_strictness

    scope = scope_of(options)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store, store.snapshot():
        check_tool(store, scope.tool_id)
        figures = work_out_agreement(store, scope)
        strictness = read_strictness(store, scope)
    if options.json:
        document = figures.model_dump(mode="json", by_alias=True)
        told = strictness.model_dump(mode="json", exclude={"notes", "reach"})
        print_json({**document, "strictness": told})
    else:
        width = shutil.get_terminal_size((100, 0)).columns
        print_lines([*agreement_in_words(figures, width), *strictness_in_words(strictness, width)])
    return 0
