"""Whatever a test run prints is searched for the token."""

from collections.abc import Iterable

from playground.telegram import TOKEN

SECRET = TOKEN.partition(":")[2]


def leaked(sections: Iterable[tuple[str, str]]) -> list[str]:
    """The headings under which the token was printed."""
    return [heading for heading, text in sections if SECRET in text]
