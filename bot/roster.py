"""`muster roster`: a spreadsheet for the roster, and the roster from a spreadsheet."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from bot.circular import owe_circular
from bot.clock import now
from bot.console import say, show_counts, warn
from bot.settings import Settings
from bot.version import make_ready
from domain.office import EVERYWHERE
from domain.refusals import OfficeError
from domain.roster import Roster, read_roster
from domain.roster_import import Imported
from domain.settings import WrongSetting
from models.engine import Sessions, open_engine, sessions_of
from models.roster import Standing, held_standing, standing_of
from models.transfer import concerned_by
from services.roster_file import read_phone, read_table, write_template
from services.roster_import import carry_out, sheets_of
from services.roster_plan import places_of, plan_roster
from views import roster_import as view
from views.texts import Texts


@dataclass(frozen=True)
class Attempt:
    """What the file holds, and what became of it."""

    roster: Roster
    outcome: Imported | OfficeError


def write_empty(path: Path, settings: Settings, t: Texts) -> int:
    """Returns the exit code; a file that is there may be filled in already and is not touched."""
    if path.suffix.lower() != ".xlsx":
        warn(view.template_name(t))
        return 1
    if path.exists():
        warn(view.template_in_the_way(str(path), t))
        return 1
    try:
        write_template(path, settings.language)
    except (OSError, XlsxWriterException):
        warn(view.template_not_written(t))
        return 1
    say(view.template_written(str(path), t))
    return 0


async def import_file(path: Path, settings: Settings, t: Texts, *, dry_run: bool) -> int:
    """Returns the exit code: 0 when the office is as the file says, 1 when nothing was written."""
    try:
        attempt = await _attempt(path, settings, dry_run=dry_run)
    except WrongSetting:
        raise
    except OfficeError as refused:
        return _refuse(refused, t)
    _report(attempt.roster, t)
    match attempt.outcome:
        case Imported() as done:
            say(*view.imported(done, t), *([view.only_tried(t)] if dry_run else []))
            return 0
        case OfficeError() as reason:
            return _refuse(reason, t)


def _refuse(refused: OfficeError, t: Texts) -> int:
    warn(view.refusal(refused, t))
    say(view.nothing_written(t))
    return 1


async def _attempt(path: Path, settings: Settings, *, dry_run: bool) -> Attempt:
    table = read_table(path)
    engine = open_engine(settings.database_url)
    try:
        await make_ready(engine)
        sessions = sessions_of(engine)
        async with sessions() as session:
            standing = await standing_of(session)
        places = places_of(standing.units)
        roster = read_roster(table, read_phone=read_phone, units=places)
        return Attempt(roster, await _outcome(sessions, roster, standing, dry_run=dry_run))
    finally:
        await engine.dispose()


async def _outcome(
    sessions: Sessions, roster: Roster, standing: Standing, *, dry_run: bool
) -> Imported | OfficeError:
    """Worked out before the office, if it is running, is made to wait."""
    try:
        sheets = sheets_of(plan_roster(roster, standing, among=EVERYWHERE))
        if dry_run:
            return sheets.plan.counted
        async with sessions.begin() as session:
            if (found := await held_standing(session)) != standing:
                sheets = sheets_of(plan_roster(roster, found, among=EVERYWHERE))
            written = await carry_out(session, sheets, now=now(), by=None)
            concerned = concerned_by(**written.told.about)
            await owe_circular(session, written.told, concerned, now=now())
            return written.done
    except OfficeError as refused:
        return refused


def _report(roster: Roster, t: Texts) -> None:
    say(view.read(len(roster.rows), t))
    if roster.ignored:
        say(view.ignored(roster.ignored, t))
    for heading, counted in view.tables(roster.totals, t):
        if len(counted) > 1:
            show_counts(heading, counted, of=view.people_word(t), total=view.total(t))
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for bad in roster.bad:
        reasons[bad.number].append(view.reason(bad, t))
    say(*(view.row(number, said, t) for number, said in sorted(reasons.items())))
