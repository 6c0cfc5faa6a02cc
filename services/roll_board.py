"""Drawing the boards of open rolls: each as often as its figures change, once a tick at most."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope, Stationed
from domain.roll_board import MOST_NAMED, SILENT_SHOWN, RollBoardDrawn, board_key
from domain.roll_call import Attendance, Tally
from models import outbox, roll_board
from models.person import administrators
from models.roll_board import RollBoard
from models.roll_call import RollCall
from models.unit import Unit, unit_names
from services.supervision import supervisors_over

Counts = Sequence[tuple[str, Attendance, int]]


async def readers_of(session: AsyncSession, roll: RollCall) -> dict[int, Scope]:
    """Those who supervise, and the administrator who opened it, as far as it goes in their units.

    Of several units one may have hours, and so a roll, of its own.
    """
    unit = await session.get_one(Unit, roll.unit_id)
    readers = await supervisors_over(session, unit)
    if roll.opened_by and roll.opened_by not in readers:
        everywhere = {person.id for person in await administrators(session)}
        if roll.opened_by in everywhere:
            readers[roll.opened_by] = Scope(paths=(unit.path,))
    if not any(len(scope.paths) > 1 for scope in readers.values()):
        return readers
    called = await roll_board.paths_in(session, roll.id)
    return {reader: _within_roll(scope, called) for reader, scope in readers.items()}


def _within_roll(scope: Scope, called: Sequence[str]) -> Scope:
    if len(scope.paths) <= 1:
        return scope
    held = [path for path in scope.paths if any(each.startswith(path) for each in called)]
    return Scope(paths=tuple(held))


async def draw_boards(session: AsyncSession, *, now: datetime) -> list[RollBoardDrawn]:
    """A board for each who reads a roll, and again where its figures are others by now."""
    return [
        drawn
        for roll in await roll_board.rolls_to_watch(session)
        for drawn in await _draw(session, roll, now)
    ]


async def _draw(session: AsyncSession, roll: RollCall, now: datetime) -> list[RollBoardDrawn]:
    counts = await roll_board.counts_by_unit(session, roll.id)
    boards = await roll_board.boards_of(session, roll.id)
    readers = await readers_of(session, roll)
    arrived = await outbox.sent_before(
        session, keys=[board_key(roll.id, person_id) for person_id in boards], before=now
    )
    drawn: list[RollBoardDrawn] = []
    for person_id, scope in readers.items():
        tally, board = _tally(counts, scope), boards.get(person_id)
        if board is None and tally.roster and not roll.closed_at:
            session.add(_board(roll, person_id, tally, now))
            drawn.append(await _drawing(session, roll, person_id, scope, tally, is_first=True))
        elif board and board_key(roll.id, person_id) in arrived and _is_stale(board, tally, roll):
            board.shown, board.drawn_at = _written(tally), now
            drawn.append(await _drawing(session, roll, person_id, scope, tally))
    for person_id, board in boards.items():
        board.is_over = roll.closed_at is not None or person_id not in readers
    return drawn


def _board(roll: RollCall, person_id: int, tally: Tally, now: datetime) -> RollBoard:
    return RollBoard(
        roll_call_id=roll.id, person_id=person_id, shown=_written(tally), drawn_at=now
    )


def _is_stale(board: RollBoard, tally: Tally, roll: RollCall) -> bool:
    return not board.is_over and (board.shown != _written(tally) or roll.closed_at is not None)


def _written(tally: Tally) -> str:
    return "/".join(str(count) for count in vars(tally).values())


def _tally(counts: Counts, scope: Scope) -> Tally:
    summed: Counter[Attendance] = Counter()
    for path, attendance, count in counts:
        if scope.covers(path):
            summed[attendance] += count
    return Tally.of(summed)


async def _drawing(
    session: AsyncSession,
    roll: RollCall,
    person_id: int,
    scope: Scope,
    tally: Tally,
    *,
    is_first: bool = False,
) -> RollBoardDrawn:
    silent: Sequence[tuple[int, Stationed]] = ()
    if not is_first and not roll.closed_at and tally.unanswered <= MOST_NAMED:
        silent = await roll_board.silent_within(
            session, roll_call_id=roll.id, scope=scope, first=0, size=SILENT_SHOWN
        )
    return RollBoardDrawn(
        person_id=person_id,
        roll_call_id=roll.id,
        units=await unit_names(session, scope),
        day=roll.begins_at,
        closes_at=roll.closes_at,
        tally=tally,
        kind=roll.kind,
        silent=tuple(each for _, each in silent),
        is_first=is_first,
        is_closed=roll.closed_at is not None,
    )
