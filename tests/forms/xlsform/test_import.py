"""What becomes of a form: sections, kinds, ids, codes, rules, words, and what the report says."""

from forms.tool_checks import faults
from forms.tools import AuditTool, Question
from forms.xlsform import Imported, import_workbook
from tests.forms.xlsform.making import form, imported


def tool_of(text: str) -> AuditTool:
    found = imported(text)
    assert found.tool is not None, found.report.refused
    assert faults(found.tool) == []
    return found.tool


def questions(text: str) -> dict[str, Question]:
    return tool_of(text).questions


def reasons(found: Imported) -> list[str]:
    return [line.reason for line in found.report.degraded]


def test_the_settings_name_the_tool() -> None:
    tool = tool_of(
        """
        survey
          type | name | label
          text | a    | A
        settings
          form_title    | form_id       | version
          Home visits   | home_visits_2 | 2.1
        """
    )
    assert (tool.id, tool.title, tool.version) == ("home-visits-2", "Home visits", "2.1")


def test_a_form_without_settings_is_called_by_its_file() -> None:
    found = import_workbook(form("survey\n type|name|label\n text|a|A"), "some/Home visits.xlsx")
    assert found.tool is not None
    assert (found.tool.id, found.tool.title, found.tool.version) == (
        "home-visits",
        "Home visits",
        "1.0",
    )


def test_groups_are_sections_and_questions_outside_them_have_their_own() -> None:
    tool = tool_of(
        """
        survey
          type         | name  | label | relevant
          text         | a     | A     |
          begin group  | g     | Group | ${a} != ''
          text         | b     | B     |
          begin repeat | kids  | Child |
          text         | c     | C     |
          end repeat   |       |       |
          text         | d     | D     |
          end group    |       |       |
          text         | e     | E     |
        """
    )
    loose, group, last = tool.sections
    assert [each.id for each in loose.questions] == ["a"]
    assert (group.id, group.title, group.relevant) == ("g", "Group", "${a} != ''")
    assert [each.id for each in group.questions] == ["b"]
    assert [(part.id, part.title) for part in group.sections] == [
        ("kids", "Child"),
        ("g_more", "Group (continued)"),
    ]
    assert group.sections[0].repeat is not None
    assert group.sections[0].repeat.each == "Child"
    assert [each.id for each in last.questions] == ["e"]
    assert not any(section.graded for section in tool.sections)


def test_groups_too_deep_take_their_rules_along() -> None:
    text = """
        survey
          type        | name | label | relevant
          integer     | n    | N     |
          begin group | g    | G     |
          begin group | h    | H     |
          begin group | i    | I     | ${n} > 1
          text        | a    | A     | ${n} < 9
          end group   |      |       |
          end group   |      |       |
          end group   |      |       |
        """
    found = imported(text)
    assert found.tool is not None
    assert found.tool.questions["a"].relevant == "(${n} > 1) and (${n} < 9)"
    assert any("nested once only" in reason for reason in reasons(found))


def test_a_repeat_deep_in_groups_stands_on_its_own() -> None:
    tool = tool_of(
        """
        survey
          type         | name | label | relevant
          integer      | n    | N     |
          begin group  | g    | G     |
          begin group  | h    | H     | ${n} > 1
          begin repeat | r    | R     |
          text         | a    | A     |
          end repeat   |      |       |
          text         | b    | B     |
          end group    |      |       |
          end group    |      |       |
        """
    )
    repeat, rest = tool.sections[1].sections
    assert (repeat.id, repeat.relevant) == ("r", "${n} > 1")
    assert repeat.repeat is not None
    assert [each.id for each in rest.questions] == ["b"]
    assert rest.relevant == "${n} > 1"


def test_a_repeat_inside_a_repeat_is_a_plain_nested_section() -> None:
    found = imported(
        """
        survey
          type         | name | label
          begin repeat | r    | R
          begin repeat | s    | S
          text         | a    | A
          end repeat   |      |
          end repeat   |      |
        """
    )
    assert found.tool is not None
    (section,) = found.tool.sections
    assert section.repeat is not None
    assert section.sections[0].repeat is None
    assert any("repeat inside a repeat" in reason for reason in reasons(found))


def test_a_loop_becomes_a_section_for_each_choice() -> None:
    tool = tool_of(
        """
        survey
          type                 | name | label
          begin loop over toys | l    | Toys
          integer              | n    | How many %(label)s?
          end loop             |      |
        choices
          list_name | name | label
          toys      | ball | balls
          toys      | car  | cars
        """
    )
    assert [part.title for part in tool.sections[0].sections] == ["balls", "cars"]
    assert [each.label for each in tool.questions.values()] == ["How many balls?", "How many cars?"]
    assert list(tool.questions) == ["n", "n_2"]


def test_each_type_has_its_kind() -> None:
    found = questions(
        """
        survey
          type              | name | label | appearance | parameters       | calculation
          text              | a    | A     |            |                  |
          text              | b    | B     | multiline  |                  |
          integer           | c    | C     |            |                  |
          decimal           | d    | D     |            |                  |
          range             | e    | E     |            | start=0 end=1 step=0.5 |
          dateTime          | f    | F     |            |                  |
          time              | g    | G     |            |                  |
          select_one l      | h    | H     |            |                  |
          select_multiple l | i    | I     |            |                  |
          rank l            | j    | J     |            |                  |
          acknowledge       | k    | K     |            |                  |
          note              | l    | L     |            |                  |
          calculate         | m    |       |            |                  | 1 + 1
          image             | n    | N     |            |                  |
          text              | o    |       |            |                  | ${a}
          percentage        | p    | P     |            |                  |
        choices
          list_name | name | label
          l         | x    | X
          l         | y    | Y
        """
    )
    assert [each.kind for each in found.values()] == [
        *("short_text", "text", "number", "number", "number", "date", "time", "one_of"),
        *("several_of", "ranked", "acknowledgement", "note", "calculated", "evidence_file"),
        *("calculated", "number"),
    ]
    assert (found["e"].minimum, found["e"].maximum, found["e"].whole) == (0, 1, False)
    assert (found["p"].minimum, found["p"].maximum, found["p"].whole) == (0, 100, True)


def test_what_an_audit_cannot_use_is_kept_inert_and_said() -> None:
    found = imported(
        """
        survey
          type             | name  | label | relevant
          geopoint         | place | Where |
          barcode          | code  | Scan  |
          start            | begun |       |
          select_one f.csv | file  | File  |
          text             | a     | A     | ${place} != ''
        """
    )
    assert found.tool is not None
    kinds = [(each.kind, each.was) for each in found.tool.questions.values()]
    assert kinds[:4] == [
        ("inert", "geopoint"),
        ("inert", "barcode"),
        ("inert", "start"),
        ("inert", "select_one f.csv"),
    ]
    assert found.tool.questions["a"].relevant == ""
    lost = next(line for line in found.report.degraded if line.row == 6)
    assert (lost.sheet, lost.column) == ("survey", 4)
    assert "“place” has no answer in an audit" in lost.reason


def test_names_and_codes_become_ids_and_rules_follow() -> None:
    found = imported(
        """
        survey
          type              | name      | label | relevant                        | constraint
          select_one Yes-No | Child.Seen | Seen? |                                |
          select_multiple l | Why       | Why   | ${Child.Seen} = 'No'            |
          text              | note_     | Note  | selected(${Why}, '-99') or ${Why}=-99 | . != 'No'
        choices
          list_name | name | label
          Yes-No    | Yes  | Yes
          Yes-No    | No   | No
          l         | -99  | Refused
          l         | 1    | One
        """
    )
    assert found.tool is not None
    assert list(found.tool.questions) == ["child_seen", "why", "note_"]
    asked = found.tool.questions
    assert asked["why"].relevant == "${child_seen} = 'no'"
    assert asked["note_"].relevant == "selected(${why}, 'minus_99') or ${why}='minus_99'"
    assert asked["note_"].constraint == ". != 'No'"
    assert [choice.code for choice in asked["why"].choices] == ["minus_99", "1"]
    assert "the name “Child.Seen” becomes “child_seen”" in reasons(found)


def test_words_mention_questions_by_their_ids() -> None:
    found = questions(
        """
        survey
          type         | name  | label
          text         | Child | Name
          select_one l | b     | Is ${Child} well?
        choices
          list_name | name | label
          l         | x    | Yes, ${Child} is
          l         | y    | No
        """
    )
    assert found["b"].label == "Is ${child} well?"
    assert found["b"].choices[0].label == "Yes, ${child} is"


def test_a_section_and_a_question_of_one_name_get_two_ids() -> None:
    tool = tool_of(
        """
        survey
          type        | name   | label
          begin group | Litter | Litter
          text        | litter | Litter
          end group   |        |
        """
    )
    assert tool.sections[0].id != "litter"
    assert list(tool.questions) == ["litter"]


def test_the_choice_not_applicable_is_the_answer_every_tool_has() -> None:
    asked = questions(
        """
        survey
          type         | name | label
          select_one l | a    | A
        choices
          list_name | name           | label
          l         | yes            | Yes
          l         | hidden         | Hidden
          l         | not_applicable | Does not apply
        """
    )["a"]
    assert asked.not_applicable
    assert [choice.code for choice in asked.choices] == ["yes", "hidden_answer"]


def test_a_filter_goes_by_the_codes_it_is_compared_with() -> None:
    found = questions(
        """
        survey
          type             | name  | label | choice_filter
          select_one state | state | State |
          select_one town  | town  | Town  | State=${state}
        choices
          list_name | name | label  | State
          state     | TX   | Texas  |
          state     | WA   | Wash.  |
          town      | a    | Austin | TX
          town      | b    | Bell   | WA
        """
    )
    assert found["town"].choice_filter == "state=${state}"
    assert [choice.columns for choice in found["town"].choices] == [
        {"state": "tx"},
        {"state": "wa"},
    ]


def test_a_rule_that_cannot_be_read_is_left_out_and_the_question_stays() -> None:
    found = imported(
        """
        survey
          type | name | label | relevant                      | calculation
          text | a    | A     | pulldata('f', 'x', 'y', 'z')  |
          text | b    | B     | ${c} = 1                      |
          calculate | c | C   |                               | ${d}
          calculate | d | D   |                               | ${c}
        """
    )
    assert found.tool is not None
    assert found.tool.questions["a"].relevant == ""
    assert any("pulldata() is not supported" in reason for reason in reasons(found))
    assert any("circle" in reason for reason in reasons(found))


def test_several_languages_keep_their_words() -> None:
    tool = tool_of(
        """
        survey
          type         | name | label::English (en) | label::Cymraeg (cy) | hint::English (en)
          select_one l | a    | Seen?               | Gwelwyd?            | Look
        choices
          list_name | name | label::English (en) | label::Cymraeg (cy)
          l         | x    | Yes                 | Ie
          l         | y    | No                  | Na
        settings
          default_language | form_id
          English (en)     | f
        """
    )
    assert [(each.code, each.title) for each in tool.languages] == [
        ("en", "English"),
        ("cy", "Cymraeg"),
    ]
    asked = tool.questions["a"]
    assert (asked.label, asked.hint) == ("Seen?", "Look")
    assert asked.translations == {"cy": {"label": "Gwelwyd?"}}
    assert asked.choices[1].translations == {"cy": {"label": "Na"}}


def test_or_other_adds_the_choice_and_the_question() -> None:
    found = questions(
        """
        survey
          type                  | name | label
          select_one l or_other | a    | A
        choices
          list_name | name | label
          l         | x    | X
        """
    )
    assert [choice.code for choice in found["a"].choices] == ["x", "other"]
    assert found["a_other"].relevant == "selected(${a}, 'other')"


def test_required_says_yes_no_or_when() -> None:
    found = questions(
        """
        survey
          type | name | label | required
          text | a    | A     | yes
          text | b    | B     |
          text | c    | C     | ${a} = 'x'
        """
    )
    assert [each.required for each in found.values()] == [True, False, True]
    assert found["c"].required_when == "${a} = 'x'"


def test_a_select_stays_plain_unless_a_scale_is_named() -> None:
    tool = tool_of(
        """
        survey
          type           | name | label | audit_scale | audit_weight | audit_limiting | audit_theme
          select_one yes_no | a | A     | yes_no      | 2            | no -> good: unseen | voice
          select_one yes_no | b | B     |             |              |                |
          select_one how | c    | C     | how         |              |                |
        choices
          list_name | name | label | audit_score
          yes_no    | yes  | Yes   |
          yes_no    | no   | No    |
          how       | well | Well  | 1
          how       | ill  | Ill   | 0
        """
    )
    a, b, c = tool.questions.values()
    assert (a.kind, a.scale, a.weight, a.theme) == ("graded", "yes_no", 2, "voice")
    assert [(limit.answers, limit.cap, limit.reason) for limit in a.limits] == [
        (("no",), "good", "unseen")
    ]
    assert b.kind == "one_of"
    assert (c.kind, tool.scales_by_id["how"].codes) == ("graded", ("well", "ill"))


def test_what_has_no_use_is_said_once_for_each_column_and_sheet() -> None:
    found = imported(
        """
        survey
          type | name | label | media::image | my notes
          text | a    | A     | a.png        | x
          text | b    | B     | b.png        |
        Lists
          a | b
          1 | 2
        """
    )
    assert [line[:3] for line in found.report.ignored] == [
        ("survey", 1, 4),
        ("survey", 1, 5),
        ("Lists", 0, None),
    ]
    assert found.report.accepted == 2


def test_a_form_that_asks_nothing_says_so() -> None:
    tool = tool_of("survey\n type | name | label")
    assert [each.kind for each in tool.questions.values()] == ["note"]


def test_letters_with_accents_keep_their_letter() -> None:
    tool = imported("""
        survey
          type              | name     | label | relevant
          select_one ysgol  | Tŷ_plant | Ble?  |
          text              | pam      | Pam?  | ${Tŷ_plant} = 'lycée'
        choices
          list_name | name   | label
          ysgol     | lycée  | Lycée
          ysgol     | Dŵr    | Dŵr
        """).tool
    assert tool is not None
    assert [choice.code for choice in tool.questions["ty_plant"].choices] == ["lycee", "dwr"]
    assert tool.questions["pam"].relevant == "${ty_plant} = 'lycee'"


def test_a_comparison_that_never_holds_leaves_the_rest_of_its_rule() -> None:
    found = imported("""
        survey
          type             | name | label | relevant
          select_one yn    | seen | Seen? |
          text             | a    | A     | ${seen} = 'yes' or 'maybe' = ${seen}
          text             | b    | B     | selected(${seen}, 'perhaps')
          text             | c    | C     | ${seen} != 'maybe' and ${a} != ''
          text             | d    | D     | 1 + ${seen} = 'maybe'
        choices
          list_name | name | label
          yn        | yes  | Yes
          yn        | no   | No
        """)
    assert found.tool is not None
    rules = [question.relevant for question in found.tool.questions.values()]
    assert rules == [
        "",
        "${seen} = 'yes' or false()",
        "false()",
        "true() and ${a} != ''",
        "",
    ]
    reasons = [line.reason for line in found.report.degraded if line.sheet == "survey"]
    never = "is never the answer to “seen” (no, yes)"
    assert reasons[:3] == [
        f"“relevant” is taken as far as it can hold: “{code}” {never}"
        for code in ("maybe", "perhaps", "maybe")
    ]
    assert reasons[3].startswith("“relevant” is left out: ")
