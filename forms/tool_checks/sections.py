"""Sections: something is asked in each, and no repeat stands inside another."""

from collections.abc import Iterator

from forms.tool_checks.fault import Checked, Fault


def check_sections(checked: Checked) -> Iterator[Fault]:
    """Check what sections and nested sections hold."""
    for at, section in enumerate(checked.tool.sections):
        path = ("sections", at)
        if not section.questions and not section.sections:
            yield Fault((*path, "questions"), "the section asks nothing; give it “questions”")
        for index, part in enumerate(section.sections):
            inner = (*path, "sections", index)
            if not part.questions:
                yield Fault((*inner, "questions"), "the section asks nothing; give it “questions”")
            if section.repeat and part.repeat:
                message = f"“{section.id}” repeats already; a repeat cannot stand in another"
                yield Fault((*inner, "repeat"), message, about_name=True)
