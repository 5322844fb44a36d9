"""What forms call a language in their headings, and the code that it stands for."""

import re
from collections import Counter
from collections.abc import Sequence

from forms.tools import Language

_KNOWN = """
    af afr afrikaans | am amh amharic አማርኛ | ar ara arabic العربية عربي | bn ben bangla
    bengali বাংলা | bs bos bosnian | cs ces cze czech | cy cym wel welsh cymraeg | da dan
    danish | de deu ger german deutsch | el ell gre greek | en eng english | es spa spanish
    español espanol castellano | fa fas per farsi persian فارسی | fr fra fre french français
    francais | ga gle irish gaeilge | gd gla gaelic | gu guj gujarati | ha hau hausa | he heb
    hebrew | hi hin hindi हिन्दी हिंदी | hr hrv croatian | hu hun hungarian | hy hye armenian
    | id ind indonesian bahasa | ig ibo igbo | it ita italian italiano | ja jpn japanese | ka
    kat georgian | kk kaz kazakh | km khm khmer | ko kor korean | ku kur kurdish kurdi | ky
    kir kyrgyz | lg lug luganda ganda | ln lin lingala | lo lao | lt lit lithuanian | lv lav
    latvian | mg mlg malagasy | mk mkd macedonian | mn mon mongolian | mr mar marathi | ms msa
    may malay | mt mlt maltese | my mya bur burmese myanmar | ne nep nepali नेपाली | nl nld
    dut dutch nederlands | no nor norwegian | ny nya chichewa nyanja chinyanja | om orm oromo
    | pa pan punjabi panjabi | pl pol polish polski | prs dari | ps pus pashto pashtu پښتو |
    pt por portuguese português portugues | rn run kirundi | ro ron rum romanian | ru rus
    russian русский | rw kin kinyarwanda | si sin sinhala | sk slk slovak | sn sna shona | so
    som somali | sq sqi albanian | sr srp serbian | st sot sesotho sotho | sv swe swedish | sw
    swa swahili kiswahili | ta tam tamil | te tel telugu | tet tetum tetun | tg tgk tajik | th
    tha thai | ti tir tigrinya | tl tgl tagalog filipino | tr tur turkish türkçe | uk ukr
    ukrainian українська | ur urd urdu اردو | uz uzb uzbek | vi vie vietnamese | xh xho xhosa
    | yo yor yoruba | zh zho chi chinese 中文 | zu zul zulu
"""
"""A code, then its other codes and its names. Source: ISO 639-1, 639-2; IANA's language subtags."""

_CODES = {
    name: words[0]
    for language in _KNOWN.split("|")
    if (words := language.split())
    for name in words
}
_SQUARE = str.maketrans("()", "[]")
_SHORT = re.compile(r"([a-z]{2,3})(-[a-z0-9]{1,8}){0,3}", re.IGNORECASE)


def known_code(name: str) -> str:
    """Return the code of a language by its name or by another code of it; "" if it is not known."""
    return _CODES.get(name.strip().lower(), "")


def as_code(written: str) -> str:
    """Return a code as it is usually written: `swa` is `sw`, `EN_gb` is `en-GB`."""
    start, hyphen, rest = written.replace("_", "-").partition("-")
    return (known_code(start) or start.lower()) + hyphen + rest


def is_code(name: str) -> bool:
    """Whether a heading names a language by nothing but a code that is known."""
    match = _SHORT.fullmatch(name.replace("_", "-"))
    return match is not None and known_code(match[1]) != ""


def headings(languages: Sequence[Language]) -> list[str]:
    """Return what the columns of each language are called: `Cymraeg (cy)`.

    Other programs know a language by the first part of its code alone; where two would then be
    called the same, the whole code stands beside their titles. Two colons would end the name, and
    a bracket in it hides the code.
    """
    plain = [
        " ".join(each.title.translate(_SQUARE).replace("::", ":").split()) for each in languages
    ]
    firsts = [each.code.partition("-")[0] for each in languages]
    often = Counter(zip(plain, firsts, strict=True))
    return [
        f"{title} ({first})" if often[title, first] == 1 else f"{title} {each.code} ({first})"
        for each, title, first in zip(languages, plain, firsts, strict=True)
    ]
