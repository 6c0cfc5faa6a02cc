"""Formatting never crosses: what can be cut is cut, of two that cannot the earlier stays."""

from collections import deque
from collections.abc import Iterable

from playground.spans import Span, ordered

_CUT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})


def nested(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    waiting = deque(ordered(spans))
    while waiting:
        one = waiting.popleft()
        other = next((span for span in kept if span.crosses(one)), None)
        if other is None:
            kept.append(one)
        elif one.kind in _CUT:
            waiting.extendleft(one.cut_by(other))
        elif other.kind in _CUT:
            kept.remove(other)
            waiting.extendleft([*other.cut_by(one), one])
    return ordered(kept)
