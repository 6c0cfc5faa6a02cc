"""A unit's month, and the months before and after it."""

from aiogram.types import Message

from domain.calendar import days_of, month_of
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from handlers.unit_choice import for_unit
from models.unit import Unit
from services.calendar_unit import days_shown
from services.special_period import periods_shown
from services.unit import name_of, reach_unit_id
from views import calendar as view
from views.screen import Screen


async def on_calendar(message: Message, turn: Turn) -> Screen:
    """`/calendar 三里社区`, or one's own unit."""
    month = month_of(turn.now.date())
    return await for_unit(
        turn,
        "calendar",
        does=lambda turn, unit: shown(turn, unit, month),
        press=lambda unit_id: view.ShowMonth(unit_id=unit_id, month=month),
    )


async def on_month(press: view.ShowMonth, turn: Turn) -> Screen:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    return await shown(turn, unit, press.month)


async def shown(turn: Turn, unit: Unit, month: int, *, hint: str = "") -> Screen:
    days = days_of(month)
    found = view.MonthShown(
        unit_id=unit.id,
        unit=await name_of(turn.session, unit),
        month=month,
        days=await days_shown(turn.session, unit.path, days),
        periods=await periods(turn, unit, month),
    )
    return view.month_screen(found, turn.t, hint=hint)


async def periods(turn: Turn, unit: Unit, month: int | None = None) -> list[view.PeriodShown]:
    """Of a month, or all that are not over."""
    days = days_of(month) if month else None
    found = await periods_shown(turn.session, unit, days=days, today=turn.now.date())
    return [
        view.PeriodShown(
            period_id=row.id,
            name=row.name,
            first=row.first,
            last=row.last,
            roll_at=row.roll_at,
            unit=where.name,
        )
        for row, where in found
    ]


def register_routes(to: Routes) -> None:
    to.command("calendar", typed(on_calendar), may=SUPERVISORS)
    to.press(view.ShowMonth, pressed(on_month), may=SUPERVISORS)
