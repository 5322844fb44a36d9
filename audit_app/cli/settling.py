"""`conflicts` and `settle`: audits with versions that differ, and choosing between them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.person import person
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.joined import JoinedRow
    from db.settling import ConflictRow
    from db.store import ReadingStore, Store


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to the command line."""
    conflicts = add_command(
        commands,
        "conflicts",
        run_conflicts,
        "list the audits with versions that differ",
        more="Of every answer: what stood before, ours (what was in the database first), theirs.",
        example="audit-app conflicts --db merged.audit",
    )
    conflicts.add_argument(
        "--joined",
        action="store_true",
        help="list the audits whose versions joined by themselves instead, and what joined",
    )
    settle = add_command(
        commands,
        "settle",
        run_settle,
        "choose between the versions of an audit, answer by answer",
        more="Every answer in conflict is chosen. What was not chosen stays in the history.\n"
        "Without --choose, versions that joined by themselves are accepted as one.\n"
        "QUESTION is a question's id or a field such as overall or section.ID, as “conflicts”\n"
        "names it; “audit” where the versions were made with different tools.",
        example="audit-app settle 019e2b6c-… --choose overall=ours --choose seen_alone=theirs "
        '--reason "Agreed with both auditors" --db merged.audit',
    )
    settle.add_argument("audit", metavar="AUDIT", help="its id or the beginning of it, or its case")
    settle.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="QUESTION=VERSION",
        help="ours, theirs or ancestor (side3 … where there are more; both where several added "
        "instances of a section); give it for each",
    )
    settle.add_argument(
        "--reason",
        metavar="TEXT",
        help="why, for all of it; may be left out where nothing is chosen",
    )
    settle.add_argument(
        "--because",
        action="append",
        default=[],
        metavar="QUESTION=TEXT",
        help="why, for one answer",
    )
    settle.add_argument(
        "--author",
        metavar="NAME",
        help="who settles; else the name in your settings, or the system's",
    )
    for command in (conflicts, settle):
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        add_password_option(command)


def run_conflicts(options: Namespace) -> int:
    """List every conflict with all that differs, or what joined by itself."""
    from audit_app.cli.conflict_text import conflict_as_plain, conflict_in_words
    from db.opening import open_reading
    from db.settling import conflict_of, conflicts

    if options.joined:
        return _list_joined(options)
    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        found = [(row, conflict_of(store, row.uid)) for row in conflicts(store)]
    if options.json:
        print_json([conflict_as_plain(*each) for each in found])
    else:
        for each in found:
            print_lines(conflict_in_words(*each))
    are = amount(len(found), "audit has", "audits have") if found else "No audit has"
    say(f"{are} versions that differ.")
    return 0


def _list_joined(options: Namespace) -> int:
    from audit_app.cli.joined_text import joined_as_plain, joined_in_lines
    from db.joined import joined_audit, joined_rows
    from db.opening import open_reading

    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        found = [(row, joined_audit(store, row.uid)) for row in joined_rows(store)]
    if options.json:
        print_json([joined_as_plain(*each) for each in found])
    else:
        for each in found:
            print_lines(joined_in_lines(*each))
    are = amount(len(found), "audit has", "audits have") if found else "No audit has"
    say(f"{are} versions that joined by themselves.")
    return 0


def run_settle(options: Namespace) -> int:
    """Settle one conflict, or accept what joined by itself."""
    from db.joined import joined_rows
    from db.opening import open_store
    from db.settling import conflicts
    from forms.settling_names import CHOICE

    typed = _pairs(options.choose, "--choose", "QUESTION=VERSION")
    for choice in typed.values():
        if not CHOICE.fullmatch(choice):
            raise WrongUsage(f"--choose takes ours, theirs or ancestor, not “{choice}”.")
    if options.reason is None and (typed or options.because):
        raise WrongUsage("--reason says why the answers are chosen like this.")
    path = Path(options.db)
    with open_store(path, key=key_for(path, options)) as store:
        joined = [] if typed else joined_rows(store)
        uid = _meant(store, [*conflicts(store), *joined], options.audit)
        if uid in {row.uid for row in joined}:
            return _accept(store, uid, options)
        return _settle(store, uid, typed, options)


def _settle(store: Store, uid: str, typed: Mapping[str, str], options: Namespace) -> int:
    from db.settling import conflict_of, settle
    from forms.settling_names import field_named, named_field

    because = _pairs(options.because, "--because", "QUESTION=TEXT")
    standoff = conflict_of(store, uid).standoff
    if not typed:
        raise WrongUsage("--choose says which version of each answer stands, as “conflicts” lists.")
    fields = list(standoff.everything) if standoff else []
    choices = _by_field(typed, fields)
    reasons = {field_named(name, fields): text for name, text in because.items()}
    author = options.author or person()
    made = settle(store, uid, choices, options.reason or "", author, reasons)
    if options.json:
        settled = {named_field(field): choice for field, choice in choices.items()}
        print_json({"audit": uid, "revision": made, "author": author, "settled": settled})
    say("The conflict is settled. What was not chosen stays in the history.")
    return 0


def _accept(store: Store, uid: str, options: Namespace) -> int:
    from audit_app.cli.joined_text import joined_fields
    from db.joined import joined_audit
    from db.settling import ACCEPTED, accept_joined

    joined = joined_audit(store, uid)
    author, reason = options.author or person(), options.reason or ACCEPTED
    made = accept_joined(store, uid, author, reason=reason, shown=joined.heads)
    if options.json:
        fields = joined_fields(joined)
        print_json({"audit": uid, "revision": made, "author": author, "joined": fields})
    say("The versions are accepted as they joined. All of them stay in the history.")
    return 0


def _pairs(given: Sequence[str], option: str, form: str) -> dict[str, str]:
    """Return name → value; a name that is given twice is wrong usage, even if alike."""
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not name.strip() or not equals or not value.strip():
            raise WrongUsage(f"{option} takes {form}, not “{each}”.")
        if name.strip() in pairs:
            raise WrongUsage(f"{option} is given twice for “{name.strip()}”.")
        pairs[name.strip()] = value.strip()
    return pairs


def _by_field(typed: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    from forms.settling_names import field_named

    choices: dict[str, str] = {}
    for name, choice in typed.items():
        field = field_named(name, fields)
        if field in choices:
            raise WrongUsage(f"--choose is given twice for “{name}”.")
        choices[field] = choice
    return choices


def _meant(store: ReadingStore, rows: Sequence[ConflictRow | JoinedRow], given: str) -> str:
    """Return the id of the audit that is meant, by id, the beginning of one, or case reference."""
    from db.naming import LEAST_OF_AN_ID
    from db.projection import record_key
    from forms.identity import normalised

    exact = [row.uid for row in rows if row.uid == given]
    begun = [row.uid for row in rows if len(given) >= LEAST_OF_AN_ID and row.uid.startswith(given)]
    of_case = [row.uid for row in rows if normalised(row.case) == normalised(given)]
    found = exact or begun or of_case
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise AuditAppError(
            f"“{given}” means {len(found)} audits with several versions. Give the id of one of "
            "them, as “conflicts” lists it."
        )
    if record_key(store, given):
        return given
    raise AuditAppError(f"No audit in conflict is called “{given}”; “conflicts” lists them.")
