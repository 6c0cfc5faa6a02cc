"""The hand people write in: full-width signs, stray spaces, Chinese numerals."""

import re
import unicodedata
from datetime import date, timedelta

LONGEST = 60
CHINESE_NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
NUMERAL = f"(?:[0-9]{{1,2}}|{CHINESE_NUMERAL})"
_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_LOOSE = re.compile("(?<=[0-9]) (?=[年月日号点时分天])|(?<=[年月日号点时]) (?=[0-9])")


def tidy(text: str) -> str:
    """One spelling for every sign; a text too long to be a day or an hour becomes empty."""
    if len(text) > LONGEST:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def joined(phrase: str) -> str:
    """Figures and their units together: "11 月 25 日" is "11月25日"."""
    return _LOOSE.sub("", phrase)


def number(numeral: str) -> int:
    tens, ten, ones = numeral.translate(_DIGITS).partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(tens)


def shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
