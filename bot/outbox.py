"""`muster outbox`: what waits, what is stuck and why, and what the operator decides about it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, TypeVar

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import logs, version
from bot.clock import now
from bot.console import say, show_rows, texts_of, warn
from bot.settings import Settings, load
from models import outbox_report as report
from models.engine import open_engine, sessions_of
from models.outbox import OutboxState
from views import outbox_cli as view
from views.texts import Texts

T = TypeVar("T")
SHOWN = 50


class Retried(StrEnum):
    UNKNOWN = "unknown"
    FAILED = "failed"


class Dropped(StrEnum):
    QUEUED = "queued"
    UNKNOWN = "unknown"
    FAILED = "failed"


Ids = Annotated[
    list[int] | None, typer.Argument(metavar="[ID]…", help="As `muster outbox` shows.")
]
commands = typer.Typer(help="The messages on their way.", invoke_without_command=True)


@commands.callback()
def show(context: typer.Context) -> None:
    """How many messages wait, since when, and which are stuck with what reason."""
    if context.invoked_subcommand is None:
        settings, t = _settings()
        depths, stuck = _run(settings, _look)
        counted = {state.value: depth for state, depth in depths.items()}
        show_rows(*view.depth_table(counted, now=now(), t=t))
        if stuck:
            show_rows(*view.stuck_table(stuck, t=t))


@commands.command()
def retry(
    ids: Ids = None,
    *,
    state: Annotated[Retried | None, typer.Option(help="All in this state.")] = None,
) -> None:
    """Send messages again that are unknown or failed; muster run does it within seconds."""
    settings, t = _settings()
    states = [OutboxState(state)] if state else report.STUCK
    _refuse_all(ids, state, t)
    changed = _run(settings, lambda session: report.retry(session, states, ids, now=now()))
    say(view.retried(changed, t))


@commands.command()
def drop(
    ids: Ids = None,
    *,
    state: Annotated[Dropped | None, typer.Option(help="All in this state.")] = None,
) -> None:
    """Take messages out that shall not be sent any more."""
    settings, t = _settings()
    states = [OutboxState(state)] if state else report.WAITING
    _refuse_all(ids, state, t)
    changed = _run(settings, lambda session: report.drop(session, states, ids, now=now()))
    say(view.dropped(changed, t))


def _refuse_all(ids: list[int] | None, state: StrEnum | None, t: Texts) -> None:
    if not ids and state is None:
        warn(view.name_them(t))
        raise typer.Exit(2)


async def _look(
    session: AsyncSession,
) -> tuple[Mapping[OutboxState, report.Depth], Sequence[report.Stuck]]:
    return await report.depths(session), await report.stuck(session, most=SHOWN)


def _run(settings: Settings, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    return asyncio.run(_within(settings, work))


async def _within(settings: Settings, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    engine = open_engine(settings.database_url)
    try:
        await version.make_ready(engine)
        async with sessions_of(engine).begin() as session:
            return await work(session)
    finally:
        await engine.dispose()


def _settings() -> tuple[Settings, Texts]:
    settings = load()
    logs.set_up(level=logging.WARNING)
    return settings, texts_of(settings)
