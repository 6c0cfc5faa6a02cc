"""The log: one line an event, for eyes on a terminal and as JSON elsewhere, without secrets."""

import json
import logging
import re
import sys
from collections.abc import Mapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "***"
_SECRETS = re.compile(
    r"bot\d+(?::|%3A)[^/\s'\"]+"
    r"|\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}"
    r"|(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|\d{11,}[Xx]?",
    re.ASCII | re.IGNORECASE,
)
_DIGIT = re.compile(r"[0-9]")
"""No secret is without one, and most words are."""
_LONGEST_NUMBER = 10**10
_BREAKING = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))
}
"""What JSON leaves as it is and terminals, readers of lines and files do not take."""
_JSON = json.JSONEncoder(ensure_ascii=False)


def hide(text: str) -> str:
    """Without bot tokens, also inside addresses, phone numbers and other long runs of digits."""
    return _SECRETS.sub(HIDDEN, text) if _DIGIT.search(text) else text


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: _hidden(value) for key, value in event.items()}


def _hidden(value: object) -> object:
    match value:
        case None | bool() | float():
            return value
        case int():
            return HIDDEN if abs(value) >= _LONGEST_NUMBER else value
        case str():
            return hide(value)
        case Mapping():
            return {hide(str(key)): _hidden(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_hidden(item) for item in value]
    return hide(repr(value))


def set_up(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Muster's own events from `level` on; those of the libraries from WARNING on."""
    stream = stream or sys.stderr
    chain = _chain(stream)
    structlog.configure(
        processors=chain,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    plain = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[plain, *chain]))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)


def _chain(stream: TextIO) -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        redact,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _renderer(stream),
    ]


def _renderer(stream: TextIO) -> Processor:
    if stream.isatty():
        return structlog.dev.ConsoleRenderer(pad_event_to=0)
    return _one_line


def _one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    line = _JSON.encode(event)
    return line if line.isprintable() else line.translate(_BREAKING)
