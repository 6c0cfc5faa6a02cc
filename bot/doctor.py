"""`muster doctor`: settings, database, tables, calendar, administrators, Bot API, clock."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock, now
from bot.console import operator_texts, say, texts_of
from bot.errors import Failed, attempt
from bot.live_check import live_lines
from bot.platform_check import platform_lines
from bot.settings import Settings, load
from domain.settings import WrongSetting
from models import schema
from models.doctor import examine
from models.engine import open_engine, sessions_of
from models.person import administrators
from services.calendar import is_confirmed
from services.calendar_seed import CONFIRMED_YEARS
from views import doctor as view
from views.doctor import Line, Mark
from views.texts import Texts

PATIENCE = 10.0
NEXT_YEAR_FROM = 11
"""The State Council announces the next year's workdays in November."""


async def report(*, live: bool = False) -> int:
    """A line each as it is found, or what the running process says; 1 when anything fails."""
    try:
        settings = load()
    except WrongSetting as wrong:
        say(*(str(view.settings_wrong(wrong, t)) for t in operator_texts()))
        return 1
    failed, t = False, texts_of(settings)
    async for line in _alive(settings, t) if live else diagnose(settings, t, clock=now):
        say(str(line))
        failed = failed or line.mark is Mark.FAILS
    return int(failed)


async def _alive(settings: Settings, t: Texts) -> AsyncIterator[Line]:
    for line in await live_lines(settings, t):
        yield line


async def diagnose(settings: Settings, t: Texts, *, clock: Clock) -> AsyncIterator[Line]:
    yield view.settings_fine(t) if settings.token else view.token_missing(t)
    for line in await _database_lines(settings, t, clock=clock):
        yield line
    for line in await platform_lines(settings, t, clock=clock):
        yield line


async def _database_lines(settings: Settings, t: Texts, *, clock: Clock) -> list[Line]:
    where = place_of(settings.database_url)
    if _is_absent(settings.database_url):
        return [view.database_absent(where, t)]
    lines: list[Line] = []
    match await attempt(_examine_in_time(settings, t, lines, clock=clock)):
        case Failed(reason=reason) if reason.startswith(ModuleNotFoundError.__name__):
            lines.append(view.driver_missing(where, t))
        case Failed(reason=reason):
            closed = view.file_closed if _file_of(settings.database_url) else view.database_closed
            lines.append(closed(where, reason.partition(" ")[0], t))
    return lines


async def _examine_in_time(
    settings: Settings, t: Texts, lines: list[Line], *, clock: Clock
) -> None:
    async with asyncio.timeout(PATIENCE):
        await _examine(settings, t, lines, clock=clock)


async def _examine(settings: Settings, t: Texts, lines: list[Line], *, clock: Clock) -> None:
    """What was found before something broke stays in `lines`."""
    engine = open_engine(settings.database_url)
    try:
        lines.append(await _soundness(engine, place_of(settings.database_url), t))
        if lines[-1].mark is Mark.FAILS:
            return
        version, newest = await schema.current(engine), schema.newest() or ""
        if version != newest:
            lines.append(view.version_other(version, newest, t))
            return
        lines.append(view.version_fine(version, t))
        async with sessions_of(engine)() as session:
            today = clock().astimezone(settings.zone).date()
            lines.extend(await _calendar(session, year=today.year, month=today.month, t=t))
            lines.append(await _administrators(session, settings, t))
    finally:
        await engine.dispose()


async def _soundness(engine: AsyncEngine, where: str, t: Texts) -> Line:
    health = await examine(engine)
    if not health.is_whole:
        return view.database_damaged(where, t)
    return (
        view.database_fine(where, t) if health.is_durable else view.database_not_durable(where, t)
    )


async def _calendar(session: AsyncSession, *, year: int, month: int, t: Texts) -> list[Line]:
    years = [year, year + 1] if month >= NEXT_YEAR_FROM else [year]
    known = [each for each in years if await is_confirmed(session, each)]
    missing = [each for each in years if each not in known]
    seeded = [each for each in missing if each in CONFIRMED_YEARS]
    asked = [each for each in missing if each not in CONFIRMED_YEARS]
    lines = [view.calendar_fine(known, t)] if known else []
    if seeded:
        lines.append(view.calendar_seeded_by_start(seeded, t))
    if asked:
        lines.append(view.calendar_unconfirmed(asked, t, now=year in asked))
    return lines


async def _administrators(session: AsyncSession, settings: Settings, t: Texts) -> Line:
    count = len(await administrators(session)) or len(settings.administrators)
    return view.administrators_fine(count, t) if count else view.administrators_none(t)


def place_of(url: str) -> str:
    """The database as it may be shown: without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or "SQLite"
    return f"{parsed.host or 'localhost'}/{parsed.database or ''}"


def _file_of(url: str) -> Path | None:
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, ":memory:"}
    return Path(parsed.database or "") if is_file else None


def _is_absent(url: str) -> bool:
    """Not there, but it can be made: what stands in the way of a folder is another matter."""
    file = _file_of(url)
    try:
        if file is None or file.exists():
            return False
        return next(above for above in file.absolute().parents if above.exists()).is_dir()
    except OSError:
        return False
