"""Amendments: the comparability map names questions and codes that there are."""

from collections.abc import Iterator

from forms.tool_checks.fault import Checked, Fault


def check_amendment(checked: Checked) -> Iterator[Fault]:
    """Check what a tool says of the version that it amends."""
    amends = checked.tool.amends
    if amends is None:
        return
    for name, verdict in amends.questions.items():
        asked = name in checked.by_id or name in checked.unread
        if verdict == "withdrawn" and asked:
            message = f"“{name}” is still asked, so it was not withdrawn"
            yield Fault(("amends", "questions", name), message)
        elif verdict != "withdrawn" and not asked:
            message = f"no question is called “{name}”; one that is gone is “withdrawn”"
            yield Fault(("amends", "questions", name), message, about_name=True)
    for name, codes in amends.codes.items():
        place = ("amends", "codes", name)
        if name not in checked.by_id:
            if name not in checked.unread:
                yield Fault(place, f"no question is called “{name}”", about_name=True)
            continue
        known = checked.codes(checked.by_id[name])
        for old, new in codes.items():
            if known is not None and new not in known:
                allowed = ", ".join(sorted(known))
                message = f"“{new}” is not an answer of “{name}” ({allowed})"
                yield Fault((*place, old), message)
