"""Each option has the key that a person would expect."""

from forms.tool_files import scale_library
from forms.tools import AuditTool
from ui.audit_form.options import digit_keys, reserved_options, scale_options


def test_one_is_the_best_point_of_a_scale() -> None:
    keys = {option.code: option.key for option in scale_options(scale_library()["ofsted"])}
    assert keys == {"outstanding": "1", "good": "2", "requires_improvement": "3", "inadequate": "4"}


def test_on_a_scale_of_numbers_a_digit_means_itself() -> None:
    assert digit_keys(["3", "2", "1", "0"]) == {"3": "3", "2": "2", "1": "1", "0": "0"}
    keys = digit_keys([str(number) for number in range(10, 0, -1)])
    assert keys["10"] == "0"
    assert keys["7"] == "7"


def test_zero_is_never_the_key_of_two_numbers() -> None:
    codes = [str(number) for number in range(10, -1, -1)]
    assert len(set(digit_keys(codes).values())) == len(digit_keys(codes)) == 10


def test_the_eleventh_option_has_no_key() -> None:
    assert len(digit_keys([f"code_{number}" for number in range(14)])) == 10


def test_a_symbol_that_repeats_the_label_is_not_shown_twice() -> None:
    assert {option.symbol for option in scale_options(scale_library()["one_to_six"])} == {""}


def test_reserved_answers_are_offered_only_where_allowed(small_tool: AuditTool) -> None:
    offered = {
        name: [option.code for option in reserved_options(question)]
        for name, question in small_tool.questions.items()
    }
    assert offered["last_seen"] == []
    assert offered["visits"] == ["not_applicable", "not_evidenced"]
    assert offered["child_seen"] == ["not_evidenced"]
