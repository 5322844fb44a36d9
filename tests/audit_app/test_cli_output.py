"""What commands print is shown by a terminal, and never steers it."""

import pytest

from audit_app.cli.output import print_lines, say

HOSTILE = "Titel\x1b[2J\x1b]0;owned\x07 \u202eevil\x9b31m\rover"


def test_texts_of_tools_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_lines([HOSTILE, "Plentyn: tŷ\tâ 👧"])
    say(HOSTILE)
    shown = capsys.readouterr()
    for text in shown:
        assert "Titel\N{REPLACEMENT CHARACTER}[2J" in text
        assert not set(text) & set("\x1b\x07\x9b\r\u202e")
    assert shown.out.endswith("\nPlentyn: tŷ\tâ 👧\n")
