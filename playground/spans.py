"""A stretch of formatted text, counted in UTF-16 units as the platform counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "mention",
    "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
    "underline", "strikethrough", "spoiler", "custom_emoji",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_CLOSED = frozenset({"pre", "code", "text_link", "text_mention", "custom_emoji"})


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Span:
    kind: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    @property
    def is_closed(self) -> bool:
        return self.kind in _CLOSED

    def meets(self, other: "Span") -> bool:
        return self.offset < other.end and other.offset < self.end

    def crosses(self, other: "Span") -> bool:
        """Whether they meet and neither holds the other."""
        holds = self.offset <= other.offset and other.end <= self.end
        held = other.offset <= self.offset and self.end <= other.end
        return self.meets(other) and not holds and not held

    def cut_by(self, other: "Span") -> list["Span"]:
        """Both halves of a span, cut where the one that crosses it begins or ends."""
        at = other.offset if self.offset < other.offset < self.end else other.end
        return [
            Span(self.kind, self.offset, at - self.offset, self.extra),
            Span(self.kind, at, self.end - at, self.extra),
        ]

    def clipped(self, lead: int, total: int) -> "Span":
        start = max(0, self.offset - lead)
        return Span(self.kind, start, min(self.end - lead, total) - start, self.extra)

    def json(self) -> dict[str, Any]:
        return {"offset": self.offset, "length": self.length, "type": self.kind} | self.extra


def ordered(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.offset, -span.length, _RANK[span.kind]))
