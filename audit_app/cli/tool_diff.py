"""`tools diff`: what differs between two versions of an audit tool, and what that may mean."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from audit_app.cli.output import aligned, amount, print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for
from forms.tools import Amendment, AuditTool

if TYPE_CHECKING:
    from forms.versions.amending import JudgedQuestion
    from forms.versions.changes import Change

_TOOL = "a file, the id of a built-in tool, or with --db its id@version"


def add_to(parts: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the commands of `tools`."""
    diff = add_command(
        parts,
        "diff",
        run_diff,
        "show what differs between two versions of an audit tool",
        more="Also what the changes probably make of each question: the same measure, reworded, a\n"
        "new measure, or withdrawn. Who publishes an amendment decides.",
        example="audit-app tools diff thresholds our-thresholds.yaml",
    )
    diff.add_argument("old", metavar="OLD", help=_TOOL)
    diff.add_argument("new", metavar="NEW", help=_TOOL)
    diff.add_argument("--db", metavar="FILE", help="the database that holds a version")
    add_password_option(diff)


def run_diff(options: Namespace) -> int:
    """Show the differences of two tools; exit 0 whether there are any or not."""
    from forms.versions.amending import proposed, questions_to_judge
    from forms.versions.comparing import compare_tools

    old, new = _tools(options)
    changes = compare_tools(old, new).changes
    judged, amendment, said = questions_to_judge(old, new), proposed(old, new), _said(old, new)
    if options.json:
        print_json(
            {
                "old": _as_plain(old),
                "new": _as_plain(new),
                "changes": [_change(change) for change in changes],
                "questions": dict(amendment.questions),
                "grades": amendment.grades,
                "map": said.model_dump(mode="json") if said else None,
            }
        )
    else:
        width = shutil.get_terminal_size((100, 0)).columns
        print_lines(_in_words(old, new, changes, width))
        print_lines(_judgements(judged, amendment, said, width))
    return 0


def _tools(options: Namespace) -> tuple[AuditTool, AuditTool]:
    from audit_app.tool_finding import find_version
    from db.opening import open_reading

    if not options.db:
        return find_version(options.old), find_version(options.new)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        return find_version(options.old, store), find_version(options.new, store)


def _as_plain(tool: AuditTool) -> dict[str, str]:
    return {"id": tool.id, "version": tool.version, "title": tool.title, "hash": tool.hash}


def _change(change: "Change") -> dict[str, object]:
    plain = change._asdict()
    return {"path": list(plain.pop("path_in_words")), **plain}


def _said(old: AuditTool, new: AuditTool) -> Amendment | None:
    """Return the map that the new version holds, if it amends the old one."""
    return new.amends if new.amends and new.amends.hash == old.hash else None


def _in_words(
    old: AuditTool, new: AuditTool, changes: Iterable["Change"], width: int
) -> Iterator[str]:
    several = tuple(changes)
    count = amount(len(several), "difference") if several else "no difference"
    yield f"{old.name} ({old.hash[:12]}) → {new.name} ({new.hash[:12]}): {count}"
    path: tuple[str, ...] | None = None
    for change in several:
        if change.path_in_words != path:
            path = change.path_in_words
            yield ""
            yield from wrap(" › ".join(path) or "The tool itself", width, subsequent_indent="  ")
        yield from wrap(_told(change), width, initial_indent="  ", subsequent_indent="      ")


def _told(change: "Change") -> str:
    what = change.what.replace("_", " ")
    if change.kind in ("added", "removed"):
        return f"{what} {change.kind}"
    verb = f"{what} moved" if change.kind == "moved" else what
    return f"{verb}: {change.before or '(nothing)'} → {change.after or '(nothing)'}"


def _judgements(
    judged: Iterable["JudgedQuestion"], proposal: Amendment, said: Amendment | None, width: int
) -> Iterator[str]:
    """Yield a verdict for each question: what the new version's map says, else a proposal."""
    verdicts = said or proposal
    rows = [
        (each.id, verdicts.questions.get(each.id, "same").replace("_", " "), each.because)
        for each in judged
    ]
    if verdicts.grades == "new_measure":
        rows.append(("(grades)", "new measure", "they no longer mean what they did"))
    if rows:
        title = "says the changes make" if said else "probably makes"
        yield from ("", f"What the new version {title} of each question")
        for line in aligned(rows):
            yield from wrap(line, width, initial_indent="  ", subsequent_indent="      ")
