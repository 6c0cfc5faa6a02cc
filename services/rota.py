"""Who works which shift on a day, as rotas and swaps have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import nearest
from domain.occurrence import Kind
from domain.office import EVERYWHERE
from domain.rota import REST, Rota, Shift
from models import rota as rotas
from models.unit import Unit, units_in
from services.calendar_unit import at_work


@dataclass(frozen=True, kw_only=True)
class Running:
    """A unit's rota as it holds on a day, with its shifts in the order of their hours."""

    unit: Unit
    rota: Rota
    shifts: Sequence[Shift]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """`shift` is None for rest."""

    person_id: int
    name: str
    shift: Shift | None


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
    """Of everybody whose nearest rota this is; approved swaps of the day are done."""
    people = [
        (person_id, name)
        for person_id, name, path in await rotas.people_below(session, running.unit.path)
        if nearest(path, among) is running
    ]
    planned = {person_id: running.rota.on(day, person_id) for person_id, _ in people}
    for swap in await rotas.swaps_on(session, day):
        if swap.first_id in planned and swap.second_id in planned:
            first, second = planned[swap.first_id], planned[swap.second_id]
            planned[swap.first_id], planned[swap.second_id] = second, first
    shifts = {shift.shift_id: shift for shift in running.shifts}
    return [
        Duty(person_id=person_id, name=name, shift=shifts.get(planned[person_id]))
        for person_id, name in people
    ]


async def resting_on(session: AsyncSession, day: date) -> list[int]:
    """Everybody to whom a rota gives rest on this day."""
    among = await running_on(session, day)
    return [
        duty.person_id
        for running in among.values()
        for duty in await duties(session, running, day=day, among=among)
        if duty.shift is None
    ]


async def called_units(
    session: AsyncSession, units: Sequence[int], *, kind: Kind, day: date
) -> list[int]:
    """Units in shifts call rolls of their own, and are there for the review on every day."""
    among = await running_on(session, day)
    if not among:
        return await at_work(session, units, day=day)
    paths = {unit.id: unit.path for unit in await units_in(session, EVERYWHERE)}
    in_shifts = [each for each in units if nearest(paths[each], among)]
    others = await at_work(session, [each for each in units if each not in in_shifts], day=day)
    return others if kind is Kind.ROLL_CALL else [*others, *in_shifts]
