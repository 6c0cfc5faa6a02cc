"""What the platform tells, in characters that every database can keep."""

from typing import Any


def sound(value: Any) -> Any:
    """Without NUL and halves of characters: no keyboard writes them, and no table takes them."""
    match value:
        case str():
            return value if value.isprintable() else _sound(value)
        case dict():
            return {name: sound(part) for name, part in value.items()}
        case list():
            return [sound(part) for part in value]
    return value


def _sound(text: str) -> str:
    return text.encode(errors="ignore").decode().replace("\0", "")
