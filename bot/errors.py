"""The last resort: what a handler or job raises becomes a reason in a row, not a dead process."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from domain.refusals import OfficeError
from models.full import is_full

T = TypeVar("T")
log = structlog.get_logger()
TIME_LIMIT = 30.0
"""Seconds one update or one job may take before it is cancelled and tried again."""
TRIES = 5
REST = 1.0


@dataclass(frozen=True)
class Failed:
    """What went wrong, by kind and place: an error's own words may hold what people wrote.

    `is_full`: the disk takes nothing more, which is no fault of what was tried.
    """

    reason: str
    is_full: bool = False


async def attempt(work: Awaitable[T]) -> T | OfficeError | Failed:
    try:
        async with asyncio.timeout(TIME_LIMIT):
            return await work
    except OfficeError as refusal:
        return refusal
    except Exception as error:  # noqa: BLE001  (the one place where nothing may get through)
        log.error("failed", error=describe(error))
        return Failed(describe(error), is_full=is_full(error))


async def keep_going(turn: Callable[[], Awaitable[object]]) -> None:
    """An endless loop, turn by turn: one that fails is noted and tried again after a rest."""
    while True:
        try:
            await turn()
        except Exception as error:  # noqa: BLE001  (a database that hiccups must not end the office)
            log.error("a turn failed", error=describe(error))
            await asyncio.sleep(REST)


def describe(error: BaseException) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f" at {frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame else ""
    return f"{type(error).__name__}{where}"


def backoff(tries: int) -> timedelta:
    return timedelta(seconds=min(0.5 * 2 ** min(tries, 10), 60))
