"""What the platform tells, in characters and numbers that every database can keep."""

from typing import Any

LARGEST_ID = 2**63 - 1
"""A number beyond it is no account and no message, and no database would take it."""


def sound(value: Any) -> Any:
    """Without NUL, halves of characters and numbers too large: no table takes them."""
    match value:
        case str():
            return value if value.isprintable() else _sound(value)
        case int():
            return value if abs(value) <= LARGEST_ID else None
        case dict():
            return {name: sound(part) for name, part in value.items()}
        case list():
            return [sound(part) for part in value]
    return value


def _sound(text: str) -> str:
    return text.encode(errors="ignore").decode().replace("\0", "")


PLACES = ("location", "venue")


def placeless(value: Any) -> Any:
    """Without coordinates: what could not be handled is kept for long, and they are not."""
    match value:
        case dict():
            return {name: placeless(part) for name, part in value.items() if name not in PLACES}
        case list():
            return [placeless(part) for part in value]
    return value
