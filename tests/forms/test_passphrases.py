from db.strength import strength
from forms.passphrases import passphrase_words, suggested_passphrase


def test_every_word_is_there_once_and_easy_to_tell() -> None:
    words = passphrase_words()
    assert len(set(words)) == len(words) > 1_024
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(3 <= len(word) <= 10 for word in words)


def test_suggestions_differ_and_are_strong() -> None:
    suggested = [suggested_passphrase() for _ in range(20)]
    assert len(set(suggested)) == 20
    assert all(strength(each).acceptable for each in suggested)
