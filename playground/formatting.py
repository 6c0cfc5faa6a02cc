"""Texts as the platform keeps them: trimmed, measured, with their formatting in UTF-16 units."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playground.arguments import NOT_JSON, Arguments
from playground.found_entities import find_entities
from playground.html_markup import read_html
from playground.links import checked_link
from playground.markdown_markup import read_markdown
from playground.nesting import nested
from playground.refusals import bad_request
from playground.spans import KINDS, Span, ordered, utf16_length

T = TypeVar("T", str, int)
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_RAW = 32_768
_BLANK = " \n"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\s]*")
_CONTROLS = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): None}
_FOUND = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number")
)
_PARSERS: dict[str, Callable[[str], tuple[str, list[Span]]]] = {
    "html": read_html,
    "markdownv2": read_markdown,
}


@dataclass(frozen=True)
class Formatted:
    text: str
    spans: list[Span] = field(default_factory=list)

    def json(self, name: str) -> dict[str, Any]:
        entities = "entities" if name == "text" else f"{name}_entities"
        body: dict[str, Any] = {name: self.text} if self.text else {}
        return body | {entities: [span.json() for span in self.spans]} if self.spans else body


def read_text(arguments: Arguments) -> Formatted:
    """The text of a message as written, with its markup read but its length not yet judged."""
    raw = arguments.text("text")
    if not raw:
        raise bad_request("Message text is empty")
    return _read(arguments, raw, entities="entities")


def read_caption(arguments: Arguments) -> Formatted:
    return _read(arguments, arguments.text("caption"), entities="caption_entities")


def settle_text(written: Formatted) -> Formatted:
    settled = settle(written)
    if _INVISIBLE.fullmatch(settled.text):
        raise bad_request("Text must be non-empty")
    if len(settled.text) > LONGEST_TEXT:
        raise bad_request("Message is too long")
    return settled


def settle_caption(written: Formatted) -> Formatted:
    settled = settle(written)
    if len(settled.text) > LONGEST_CAPTION:
        raise bad_request("Message caption is too long")
    return settled


def settle(written: Formatted) -> Formatted:
    """Trims the text, checks and moves its formatting, and marks what speaks for itself."""
    spans = ordered(written.spans)
    _check_bounds(written.text, spans)
    cleaned = written.text.translate(_CONTROLS)
    if len(cleaned) != len(written.text):
        spans = [_without_returns(written.text, span) for span in spans]
    first = spans[0].offset if spans else utf16_length(cleaned)
    lead = min(first, len(cleaned) - len(cleaned.lstrip(_BLANK)))
    text = cleaned[lead:].rstrip(_BLANK)
    kept = [span.clipped(lead, utf16_length(text)) for span in spans]
    own = [span for span in kept if span.length > 0]
    return Formatted(text, nested([*own, *_unhidden(find_entities(text), own)]))


def _read(arguments: Arguments, raw: str, *, entities: str) -> Formatted:
    if len(raw.encode()) > LONGEST_RAW:
        raise bad_request("Text is too long")
    mode = arguments.text("parse_mode").lower()
    if not mode or mode == "none":
        return Formatted(raw, _given_spans(arguments.value(entities)))
    if mode not in _PARSERS:
        raise bad_request("Unsupported parse_mode")
    text, spans = _PARSERS[mode](raw)
    return Formatted(text, spans)


def _given_spans(value: Any) -> list[Span]:
    if value is None:
        return []
    if value is NOT_JSON:
        raise bad_request("Can't parse entities JSON object")
    if not isinstance(value, list):
        raise bad_request("Can't parse entities: expected an Array")
    return [span for entity in value if (span := _given_span(entity)) is not None]


def _given_span(entity: Any) -> Span | None:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    kind = _field(entity, "type", str)
    offset, length = _field(entity, "offset", int), _field(entity, "length", int)
    if kind not in KINDS:
        raise bad_request("Can't parse MessageEntity: Unsupported type specified")
    if offset < 0 or length <= 0 or kind in _FOUND:
        return None
    extra = {
        name: entity[name] for name in ("user", "language", "custom_emoji_id") if name in entity
    }
    if kind == "text_link":
        extra["url"] = _given_link(entity)
    return Span(kind, offset, length, extra)


def _field(entity: dict[str, Any], name: str, kind: type[T]) -> T:
    if name not in entity:
        raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    value = entity[name]
    if not isinstance(value, kind):
        what = "a valid Number" if kind is int else "of type String"
        raise bad_request(f'Can\'t parse MessageEntity: Field "{name}" must be {what}')
    return value


def _given_link(entity: dict[str, Any]) -> str:
    url = _field(entity, "url", str)
    link, reason = checked_link(url)
    if link is None:
        raise bad_request(f"Entity URL '{url}' is invalid: {reason}")
    return link


def _check_bounds(text: str, spans: Iterable[Span]) -> None:
    total = utf16_length(text)
    for span in spans:
        if span.offset > total:
            raise bad_request(
                f"Entity begins after the end of the text at UTF-16 offset {span.offset}"
            )
        if span.end > total:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {span.offset} ends after the end of the "
                f"text at UTF-16 offset {span.end}"
            )


def _without_returns(text: str, span: Span) -> Span:
    units = text.encode("utf-16-le")
    before = units[: span.offset * 2].decode("utf-16-le", "ignore").count("\r")
    inside = units[span.offset * 2 : span.end * 2].decode("utf-16-le", "ignore").count("\r")
    return Span(span.kind, span.offset - before, span.length - inside, span.extra)


def _unhidden(found: list[Span], own: list[Span]) -> list[Span]:
    closed = [span for span in own if span.is_closed]
    return [one for one in found if not any(one.meets(span) for span in closed)]
