"""The only place that knows how texts are found: English in the source, Chinese beside it."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = {"zh": "zh_Hans", "en": "en"}


def N_(text: str) -> str:
    """Gettext's own name for: said later, translated then."""
    return text


def language_for(code: str | None, default: str) -> str:
    """The office's language for a platform's code: 'zh-hans', 'zh-CN' and 'en-GB' are known."""
    short = (code or "").lower().split("-")[0]
    return short if short in LANGUAGES else default


class Texts:
    """`t("…")` says a text; days and hours are told in the office's zone."""

    def __init__(self, language: str, zone: tzinfo) -> None:
        self.language, self.zone = language, zone
        self._found = _catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        return self._found.gettext(text).format(**values)

    def plural(self, one: str, many: str, /, n: int, **values: object) -> str:
        return self._found.ngettext(one, many, n).format(n=n, **values)

    def time(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def day(self, day: date) -> str:
        if isinstance(day, datetime):
            day = day.astimezone(self.zone).date()
        pattern = "M月d日（E）" if self.language == "zh" else "EEE d MMM"
        return format_date(day, pattern, locale=LANGUAGES[self.language])

    def full_day(self, day: date) -> str:
        """With the year."""
        pattern = "y年M月d日（E）" if self.language == "zh" else "EEE d MMM y"
        return format_date(day, pattern, locale=LANGUAGES[self.language])

    def plain_day(self, day: date) -> str:
        """Without the weekday, as people type it."""
        if isinstance(day, datetime):
            day = day.astimezone(self.zone).date()
        pattern = "M月d日" if self.language == "zh" else "d MMM"
        return format_date(day, pattern, locale=LANGUAGES[self.language])

    def dated(self, day: date) -> str:
        """With the year and without the weekday, in what is kept."""
        pattern = "y年M月d日" if self.language == "zh" else "d MMM y"
        return format_date(day, pattern, locale=LANGUAGES[self.language])

    def moment(self, at: datetime) -> str:
        between = "" if self.language == "zh" else " "
        return between.join((self.day(at), self.time(at)))

    def days(self, first: date, last: date) -> str:
        between = "到" if self.language == "zh" else " – "
        return self.day(first) if first == last else between.join(map(self.day, (first, last)))

    def listed(self, items: Iterable[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(items)


@cache
def texts(language: str, zone: tzinfo) -> Texts:
    return Texts(language, zone)


@cache
def _catalogue(language: str) -> GNUTranslations:
    """One file per feature; compiled in memory, so that no build step can be forgotten."""
    said = Catalog(locale=LANGUAGES[language])
    for path in sorted((LOCALES / LANGUAGES[language]).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=LANGUAGES[language]):
                said[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, said)
    compiled.seek(0)
    return GNUTranslations(compiled)
