"""`muster`: the office's commands on the machine."""

import asyncio
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from bot import backup, erasure, logs, outbox, roster, version
from bot.clock import now
from bot.console import operator_texts, say, texts_of, warn
from bot.seeding import fill
from bot.serving import serve_alone
from bot.settings import Settings, load, token_of
from domain.seeding import FEWEST, LONGEST, MOST, STREET_PEOPLE
from domain.serving import AlreadyServed
from domain.settings import WrongSetting
from models.engine import open_engine, sessions_of
from models.inbox import replay_dead
from views import command_line as view
from views.texts import Texts

Spreadsheet = Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx or .csv file.")]
Copy = Annotated[Path, typer.Argument(metavar="FILE", help="A copy of the database.")]
app = typer.Typer(
    help="Muster · 点卯: the working day of a street office, in a chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="The database.", no_args_is_help=True)
people = typer.Typer(help="The roster 花名册.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(people, name="roster")
app.add_typer(outbox.commands, name="outbox")


@app.command()
def run() -> None:
    """Serve the office until told to stop."""
    settings = load()
    token_of(settings)
    logs.set_up()
    asyncio.run(serve_alone(settings))


@app.command()
def playground(
    *,
    host: Annotated[str, typer.Option(help="Where the page is served.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Or the next free one.")] = 8790,
    browser: Annotated[bool, typer.Option(help="Open the page at once.")] = True,
) -> None:
    """Open the whole office as a page of telephones, on this machine alone."""
    settings, t = _settings()
    logs.set_up(level=logging.ERROR)
    from bot.playground.page import open_page  # noqa: PLC0415 - aiogram takes seconds to load

    def tell(address: str) -> None:
        say(view.page_open(address, t))

    asyncio.run(open_page(settings, host=host, port=port, browser=browser, say=tell))


@app.command()
def day() -> None:
    """Play one working day in the terminal, on this machine alone."""
    settings = load()
    logs.set_up(level=logging.ERROR)
    from bot.playground.day import play_the_day  # noqa: PLC0415 - aiogram takes seconds to load

    asyncio.run(play_the_day(settings))


@app.command()
def doctor(
    *, live: Annotated[bool, typer.Option("--live", help="Ask the running process.")] = False
) -> None:
    """Say what works and what to do about what does not."""
    from bot.doctor import report  # noqa: PLC0415 - aiohttp is for this command alone

    logs.set_up(level=logging.CRITICAL)
    raise typer.Exit(asyncio.run(report(live=live)))


@app.command()
def replay() -> None:
    """Handle the updates again that were set aside after several failures."""
    settings, t = _settings()
    say(view.replayed(asyncio.run(_replay(settings)), t))


async def _replay(settings: Settings) -> int:
    engine = open_engine(settings.database_url)
    try:
        await version.make_ready(engine)
        async with sessions_of(engine).begin() as session:
            return await replay_dead(session, now=now())
    finally:
        await engine.dispose()


@app.command("backup")
def back_up(
    file: Copy,
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE.")] = False,
) -> None:
    """Copy the SQLite database to a file, also while Muster runs."""
    settings, t = _settings()
    raise typer.Exit(backup.write(file, settings, t, overwrite=overwrite))


@app.command()
def restore(file: Copy) -> None:
    """Examine a backup and put it in the place of the SQLite database, which is kept."""
    settings, t = _settings()
    raise typer.Exit(backup.bring_back(file, settings, t))


@app.command()
def erase(
    whom: Annotated[str, typer.Argument(metavar="WHOM", help="The whole name, or the id.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make one person who has left unknown; the figures stay as they are."""
    settings, t = _settings()
    raise typer.Exit(asyncio.run(erasure.erase_person(whom, settings, t, asks=not yes)))


@app.command()
def seed(
    *,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST)] = STREET_PEOPLE,
    days: Annotated[int, typer.Option(min=1, max=LONGEST, help="Of history.")] = 30,
    number: Annotated[
        int, typer.Option("--seed", help="The same number brings the same office.")
    ] = 1,
) -> None:
    """Fill an empty database with an invented street office, to try things in."""
    settings, t = _settings()
    raise typer.Exit(asyncio.run(fill(settings, t, people=people, days=days, number=number)))


@database.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this program's version."""
    settings, t = _settings()
    before, after = asyncio.run(_upgrade(settings))
    say(view.upgraded(before, after, t))


async def _upgrade(settings: Settings) -> tuple[str | None, str | None]:
    engine = open_engine(settings.database_url)
    try:
        return await version.upgrade(engine)
    finally:
        await engine.dispose()


@people.command("import")
def import_roster(
    file: Spreadsheet,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report, and write nothing.")] = False,
) -> None:
    """Bring units and people of a spreadsheet into the office: all of them or nothing."""
    settings, t = _settings()
    raise typer.Exit(asyncio.run(roster.import_file(file, settings, t, dry_run=dry_run)))


@people.command("template")
def template(file: Spreadsheet) -> None:
    """Write an empty spreadsheet to fill in."""
    settings, t = _settings()
    raise typer.Exit(roster.write_empty(file, settings, t))


def _settings() -> tuple[Settings, Texts]:
    settings = load()
    logs.set_up(level=logging.WARNING)
    return settings, texts_of(settings)


def main() -> None:
    """The console script: a wrong setting is one sentence and exit code 2."""
    try:
        app()
    except WrongSetting as wrong:
        warn(" / ".join(view.wrong_setting(wrong, t) for t in operator_texts()))
        sys.exit(2)
    except AlreadyServed as served:
        warn(" / ".join(view.already_served(served.held, t) for t in operator_texts()))
        sys.exit(1)
    except (SQLAlchemyError, CommandError, OSError) as error:
        warn(" / ".join(view.database_fails(type(error).__name__, t) for t in operator_texts()))
        sys.exit(1)


if __name__ == "__main__":
    main()
