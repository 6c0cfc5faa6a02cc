"""Who works which shift on a day, as rotas and swaps have it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import nearest
from domain.office import Scope
from domain.rota import REST, Rota, Shift
from models import rota as rotas
from models.occurrence import Occurrence
from models.person import Person
from models.unit import Unit, every_path, paths_of, units_in
from services.calendar_unit import at_work


@dataclass(frozen=True, kw_only=True)
class Running:
    """A unit's rota as it holds on a day, with its shifts in the order of their hours."""

    unit: Unit
    rota: Rota
    shifts: Sequence[Shift]

    @property
    def last(self) -> Shift:
        """The one that ends last."""
        return max(self.shifts, key=lambda one: (one.is_over_midnight, one.ends, one.shift_id))


@dataclass(frozen=True, kw_only=True)
class Duty:
    """`shift` is None for rest."""

    person_id: int
    name: str
    shift: Shift | None


@dataclass(frozen=True, kw_only=True)
class OnShift:
    """The day's `number`th shift; the first one's `people` are also those who rest.

    `units` are those below that follow this rota and no nearer one.
    """

    unit: Unit
    units: Sequence[int]
    number: int
    is_last: bool
    people: Sequence[int]


async def running_on(session: AsyncSession, day: date) -> dict[str, Running]:
    """The rotas of a day by the path of their unit."""
    newest = {unit.path: (row, unit) for row, unit in await rotas.rotas_since(session, day)}
    held = {path: found for path, found in newest.items() if found[0].pattern}
    wanted = {each for row, _ in held.values() for each in row.pattern if each != REST}
    shifts = await rotas.shifts_in(session, wanted) if wanted else {}
    return {
        path: Running(
            unit=unit,
            rota=row.plain(),
            shifts=sorted(
                (shifts[each] for each in set(row.pattern) - {REST}),
                key=lambda shift: (shift.begins, shift.shift_id),
            ),
        )
        for path, (row, unit) in held.items()
    }


async def duties(
    session: AsyncSession, running: Running, *, day: date, among: dict[str, Running]
) -> list[Duty]:
    """Of everybody whose nearest rota this is; approved swaps of its shifts are done."""
    people = [
        (person_id, name)
        for person_id, name, path in await rotas.people_below(session, running.unit.path)
        if nearest(path, among) is running
    ]
    planned = {person_id: running.rota.on(day, person_id) for person_id, _ in people}
    for swap in await rotas.swaps_on(session, day):
        had = (planned.get(swap.first_id), planned.get(swap.second_id))
        if had == (swap.first_shift, swap.second_shift):
            planned[swap.first_id], planned[swap.second_id] = swap.second_shift, swap.first_shift
    shifts = {shift.shift_id: shift for shift in running.shifts}
    return [
        Duty(person_id=person_id, name=name, shift=shifts.get(planned[person_id]))
        for person_id, name in people
    ]


async def resting_on(session: AsyncSession, day: date, *, units: Collection[int]) -> list[int]:
    """Those to whom the rotas that these units follow give rest on this day."""
    if not (among := await running_on(session, day)):
        return []
    followed = (nearest(path, among) for path in await paths_of(session, units))
    return [
        duty.person_id
        for path in sorted({running.unit.path for running in followed if running})
        for duty in await duties(session, among[path], day=day, among=among)
        if duty.shift is None
    ]


async def is_resting(session: AsyncSession, person_id: int, day: date) -> bool:
    person = await session.get_one(Person, person_id)
    units = [person.unit_id] if person.unit_id else []
    return person_id in await resting_on(session, day, units=units)


async def called_units(session: AsyncSession, units: Sequence[int], *, day: date) -> list[int]:
    """Those at work that day; units in shifts have rolls and reviews of their own."""
    return await at_work(session, await out_of_shifts(session, units, day=day), day=day)


async def out_of_shifts(session: AsyncSession, units: Sequence[int], *, day: date) -> list[int]:
    among = await running_on(session, day)
    if not among:
        return [*units]
    paths = await every_path(session)
    return [each for each in units if nearest(paths[each], among) is None]


async def shift_running(session: AsyncSession, due: Occurrence) -> OnShift | None:
    """The shift with those who are on it that day; None where the rota holds no more."""
    among = await running_on(session, due.day)
    running = next((each for each in among.values() if each.unit.id == due.unit_id), None)
    shifts = {each.shift_id: each for each in running.shifts} if running else {}
    shift = shifts.get(due.subject_id)
    if running is None or shift is None:
        return None
    number = list(shifts.values()).index(shift) + 1
    wanted = {shift, None} if number == 1 else {shift}
    found = await duties(session, running, day=due.day, among=among)
    below = await units_in(session, Scope(paths=(running.unit.path,)))
    return OnShift(
        unit=running.unit,
        units=[each.id for each in below if nearest(each.path, among) is running],
        number=number,
        is_last=shift is running.last,
        people=[duty.person_id for duty in found if duty.shift in wanted],
    )


async def shift_of(session: AsyncSession, *, person_id: int, path: str, day: date) -> Shift | None:
    """What the rota gives somebody on a day; None for rest, and where no rota holds."""
    found = await duties_beside(session, path=path, day=day)
    return next((duty.shift for duty in found if duty.person_id == person_id), None)


async def duties_beside(session: AsyncSession, *, path: str, day: date) -> list[Duty]:
    """Of everybody who follows the same rota as this unit; nobody's where none holds."""
    among = await running_on(session, day)
    running = nearest(path, among)
    return await duties(session, running, day=day, among=among) if running else []
