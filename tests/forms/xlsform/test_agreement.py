"""What pyxform converts is taken, and what it refuses is refused with its row and column."""

import random

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from forms.tool_checks import faults
from forms.xlsform import Line, import_workbook
from tests.forms.xlsform.making import Cell, form, imported, workbook


def converts(content: bytes) -> bool:
    try:
        convert(content, file_type=".xlsx")
    except (PyXFormError, TypeError, KeyError, AttributeError, ValueError):
        return False
    return True


TAKEN = {
    "old types and headings": """
        survey
          Type                    | Tag  | Caption     | Relevance   | Constraint message
          add text prompt         | name | Name        |             | no
          q int                   | age  | Age         | ${name}!='' |
          select one from yes_no  | seen | Seen?       |             |
          select all that apply from yes_no | both | Which? |        |
        choices
          List name | Value | Caption
          yes_no    | yes   | Yes
          yes_no    | no    | No
        """,
    "languages with single colons": """
        survey
          type | name | label:English | label:French | hint:English
          text | a    | A             | Ah           | H
        """,
    "bind columns": """
        survey
          type | name | label | bind::relevant | bind::required | media::image
          text | a    | A     | true()         | yes            | a.png
        """,
    "a loop over a list": """
        survey
          type                 | name | label
          begin loop over toys | l    |
          integer              | n    | How many %(label)s?
          end loop             |      |
        choices
          list_name | name | label
          toys      | ball | balls
          toys      | none | none
          toys      | car  | cars
        """,
    "a question nobody sees needs no label": """
        survey
          type      | name | label | calculation
          calculate | a    |       | 1 + 1
          text      | b    |       | ${a}
          hidden    | c    |       |
          start     | d    |       |
        """,
    "or_other": """
        survey
          type                     | name | label
          select_one l or_other    | a    | A
          select_multiple l or specify other | b | B
        choices
          list_name | name | label
          l         | x    | X
        """,
    "names that differ only in case": """
        survey
          type | name | label
          text | a    | A
          text | A    | A
        """,
    "a comment row, and a note without a name": """
        survey
          type | name | label | remarks
               |      |       | the first part
          note |      | Hello |
        """,
    "empty headings alone": """
        survey
          type | name | label
        """,
    "entities": """
        survey
          type         | name | label | save_to
          text         | a    | A     | e#name_of
          begin repeat | r    | R     |
          text         | b    | B     | f#other
          end repeat   |      |       |
        entities
          list_name | label
          e         | ${a}
          f         | ${b}
        """,
    "settings in the survey": """
        survey
          type       | name    | label
          form_title | My form |
          text       | a       | A
        """,
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_pyxform_converts_is_taken(name: str) -> None:
    assert converts(form(TAKEN[name]))
    found = imported(TAKEN[name])
    assert found.report.refused == ()
    assert found.tool is not None
    assert faults(found.tool) == []


_LIST = """
        choices
          list_name | name | label
          l         | x    | X
          l         | y    | Y
"""
REFUSED: dict[str, tuple[str, tuple[str, int, int | None]]] = {
    "no sheet survey": ("Sheet1\n a|b\nSheet2\n a|b", ("", 0, None)),
    "no column type": ("survey\n name | label\n a | A", ("survey", 1, None)),
    "an unknown type": ("survey\n type | name | label\n texxt | a | A", ("survey", 2, 1)),
    "no type": ("survey\n type | name | label\n | a | A", ("survey", 2, 1)),
    "no name": ("survey\n type | name | label\n text | | A", ("survey", 2, 2)),
    "a bad name": ("survey\n type | name | label\n text | a b | A", ("survey", 2, 2)),
    "a name twice": (
        "survey\n type | name | label\n text | a | A\n text | a | A",
        ("survey", 3, 2),
    ),
    "the name meta": ("survey\n type | name | label\n text | meta | A", ("survey", 2, 2)),
    "no label": ("survey\n type | name | label\n text | a |", ("survey", 2, 3)),
    "a group without an end": (
        "survey\n type | name | label\n begin group | g | G\n text | a | A",
        ("survey", 2, 1),
    ),
    "an end without a group": (
        "survey\n type | name | label\n text | a | A\n end group | |",
        ("survey", 3, 1),
    ),
    "the end of another": (
        "survey\n type | name | label\n begin group | g | G\n end repeat | |",
        ("survey", 3, 1),
    ),
    "an unknown list": (
        f"survey\n type | name | label\n select_one m | a | A{_LIST}",
        ("survey", 2, 1),
    ),
    "a reference to nothing": (
        "survey\n type | name | label | relevant\n text | a | A | ${b} = 1",
        ("survey", 2, 4),
    ),
    "a reference with blanks": (
        "survey\n type | name | label\n text | a | A ${ a }",
        ("survey", 2, 3),
    ),
    "a reference to one of two": (
        "survey\n type | name | label\n begin group | g | G\n text | a | A\n end group | |\n"
        " text | a | A\n text | b | ${a}",
        ("survey", 6, 3),
    ),
    "a choice twice": (f"survey\n type|name|label\n text|a|A{_LIST} l|x|X", ("choices", 4, 2)),
    "a choice without a name": (
        f"survey\n type|name|label\n text|a|A{_LIST} l||X",
        ("choices", 4, 2),
    ),
    "choices without names": (
        "survey\n type | name | label\n text|a|A\nchoices\n list_name | label\n l | X",
        ("choices", 1, None),
    ),
    "a blank in one of several": (
        "survey\n type|name|label\n select_multiple l|a|A\n"
        "choices\n list_name|name|label\n l|x y|X",
        ("survey", 2, 1),
    ),
    "a colon heading among the choices": (
        "survey\n type|name|label\n text|a|A\nchoices\n list_name|name|label|note::en\n l|x|X|n",
        ("choices", 2, 4),
    ),
    "two names of one column": (
        "survey\n type | name | label | relevant | relevance\n text | a | A | |",
        ("survey", 1, 5),
    ),
    "an empty calculation": ("survey\n type|name|label\n calculate|a|A", ("survey", 2, 1)),
    "a step of 0": (
        "survey\n type | name | label | parameters\n range | a | A | step=0",
        ("survey", 2, 4),
    ),
    "an unknown parameter": (
        "survey\n type | name | label | parameters\n text | a | A | colour=red",
        ("survey", 2, 4),
    ),
    "a trigger that is no reference": (
        "survey\n type | name | label | trigger\n text | a | A |\n text | b | B | a",
        ("survey", 3, 4),
    ),
    "a repeat called like the form": (
        "survey\n type|name|label\n begin repeat|data|A\n text|a|A\n end repeat||",
        ("survey", 2, 2),
    ),
    "or_other with a filter": (
        f"survey\n type|name|label|choice_filter\n select_one l or_other|a|A|true(){_LIST}",
        ("survey", 2, 4),
    ),
    "a file called like a list": (
        f"survey\n type|name|label\n select_one_from_file l.csv|a|A{_LIST}",
        ("survey", 2, 1),
    ),
    "a big image alone": (
        "survey\n type | name | label | big-image\n text | a | A | a.png",
        ("survey", 2, 4),
    ),
    "a second audit row": (
        "survey\n type | name | label\n audit | | \n audit | | \n text | a | A",
        ("survey", 3, 1),
    ),
    "saving to no entity list": (
        "survey\n type | name | label | save_to\n text | a | A | b",
        ("survey", 2, 4),
    ),
    "an entity without a label": (
        "survey\n type|name|label\n text|a|A\nentities\n list_name|create_if\n e|true()",
        ("entities", 2, 1),
    ),
    "two entities in one place": (
        "survey\n type|name|label\n text|a|A\nentities\n list_name|label\n e|x\n f|y",
        ("entities", 3, 1),
    ),
    "an entity across two repeats": (
        "survey\n type|name|label|save_to\n begin repeat|r|R|\n text|a|A|x\n end repeat|||\n"
        " begin repeat|s|S|\n text|b|B|y\n end repeat|||\n"
        "entities\n list_name|label\n e|x",
        ("survey", 6, 4),
    ),
    "a name in the settings": (
        "survey\n type|name|label\n text|a|A\nsettings\n name|form_id\n 1x|f",
        ("settings", 2, 1),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_pyxform_refuses_is_refused_at_its_place(name: str) -> None:
    text, place = REFUSED[name]
    assert not converts(form(text))
    found = imported(text)
    assert found.tool is None
    assert place in [line[:3] for line in found.report.refused]


def test_everything_wrong_is_told_at_once() -> None:
    found = imported("survey\n type|name|label\n texxt|a|A\n text||B\n text|c|${x}\n text|d|")
    assert [(line.row, line.column) for line in found.report.refused] == [
        (2, 1),
        (3, 2),
        (4, 3),
        (5, 3),
    ]


def test_a_line_is_shown_with_the_letter_of_its_column() -> None:
    line = Line("survey", 7, 28, "no")
    assert line.shown("form.xlsx") == "form.xlsx!survey:7:AB: no"
    assert Line("", 0, None, "no").shown("form.xlsx") == "form.xlsx: no"


_TYPES: tuple[str, ...] = (
    *("text", "text", "integer", "decimal", "date", "note", "calculate", "image", "geopoint"),
    *("select_one l", "select_multiple l", "select_one l or_other", "rank l", "select_one none"),
    *("select_one f.csv", "csv-external", "range", "acknowledge", "hidden", "today", "texxt"),
    *("begin group", "end group", "begin_repeat", "end_repeat", "begin loop over l", "end loop"),
)
_RULES = ("", "", "", "${a} = 'x'", "${lost} > 1", "${b} + 1", "pulldata('l', 'a', 'b', 'c')")


def _random_form(random_: random.Random) -> bytes:
    """Return a form of a few rows, sound or broken in some way."""
    headings: list[Cell] = ["type", "name", "label", "relevant", "calculation", "parameters"]
    rows: list[list[Cell]] = [headings]
    ends: list[str] = []
    for at in range(random_.randint(1, 7)):
        type_ = random_.choice(_TYPES)
        if type_.startswith("begin"):
            ends.append(type_.replace("begin", "end").removesuffix(" over l"))
        elif type_.startswith("end"):
            type_ = ends.pop() if ends and random_.random() < 0.9 else "text"
        name = random_.choice(("abcdefgh"[at], "abcdefgh"[at], "abcdefgh"[at], "a", "x y", None))
        label = random_.choice(("L", "L", "L", "L ${a}", "L %", None))
        rules: list[Cell] = [random_.choice(_RULES) for _ in range(2)]
        rows.append([type_, name, label, *rules, random_.choice((None, None, None, "start=1"))])
    rows += [[end] for end in reversed(ends)]
    choices: list[list[Cell]] = [["list_name", "name", "label"]]
    choices += [["l", random_.choice(("x", "y", "other", "z z")), "X"] for _ in range(2)]
    return workbook({"survey": rows, "choices": choices})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_forms_are_taken_and_refused_as_pyxform_does(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(150):
        content = _random_form(random_)
        found = import_workbook(content, "form.xlsx")
        assert (found.tool is not None) == converts(content), found.report.refused
        assert found.tool is None or faults(found.tool) == []
