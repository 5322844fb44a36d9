"""Tools of any size: half the questions are asked, half are worked out from them, in chains."""

from itertools import chain

from forms.tool_files import scale_library
from forms.tools import AuditTool, Question, Section

_A_CHAIN = 10  # calculations that each read the one before


def calculating_tool(questions: int) -> AuditTool:
    """Return a tool with so many questions in one section, half of them calculations.

    Each calculation reads the number asked before it and the calculation of its chain before
    that; a quarter of the numbers are asked only after the one before is answered.
    """
    pairs = ((_asked(at), _worked_out(at)) for at in range(questions // 2))
    every = tuple(chain.from_iterable(pairs))
    section = Section(id="section", title="All", graded=False, questions=every)
    return AuditTool(
        id="calculating",
        version="1.0",
        title=f"{questions} questions",
        look_back_months=12,
        scales=(scale_library()["ofsted"],),
        sections=(section,),
    )


def _is_first(at: int) -> bool:
    return at % _A_CHAIN == 0


def _asked(at: int) -> Question:
    relevant = f"${{asked_{at - 1}}} != ''" if at % 4 == 3 and not _is_first(at) else ""
    return Question(
        id=f"asked_{at}",
        kind="number",
        label=f"How many days did step {at} take, from the note of it to its end?",
        minimum=0,
        maximum=999,
        whole=True,
        relevant=relevant,
    )


def _worked_out(at: int) -> Question:
    before = "0" if _is_first(at) else f"coalesce(${{sum_{at - 1}}}, 0)"
    return Question(
        id=f"sum_{at}",
        kind="calculated",
        label=f"Days up to step {at}",
        calculation=f"{before} + coalesce(${{asked_{at}}}, 0)",
        unit="days",
    )
