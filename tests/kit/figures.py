"""What the operator would read: the figures of one office, and its log."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from bot.app import App
from bot.logs import set_up


def figure(app: App, name: str, **labels: str) -> float:
    """A figure by its name without the prefix; what was never counted is 0."""
    return app.metrics.registry.get_sample_value(f"muster_{name}", labels) or 0.0


@contextmanager
def written() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as it is without a terminal."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up(stream)
    try:
        yield stream
    finally:
        root.handlers[:], root.level = handlers, level
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()


def lines(stream: io.StringIO, event: str = "") -> list[dict[str, Any]]:
    """All lines, or those of one event."""
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [line for line in found if not event or line["event"] == event]
