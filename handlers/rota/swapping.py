"""One's own shifts, and the swap of one of them: asked, agreed, approved."""

from datetime import date

from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services import shift_swap as swaps
from services.shift_swap_mine import my_wishes, withdraw_swap
from views import shift_swap as view
from views import shift_swap_mine as mine_view
from views.screen import Reply, Screen


async def my_days(turn: Turn) -> Screen:
    today = turn.now.date()
    found = await swaps.my_days(turn.session, me=turn.me, today=today)
    wishes = await my_wishes(turn.session, me=turn.me, today=today)
    return mine_view.my_days([(day, duty.shift) for day, duty in found], wishes, turn.t)


async def on_mine(press: view.ShowMyDays, turn: Turn) -> Screen:
    return await my_days(turn)


async def on_ask(press: view.AskSwap, turn: Turn) -> Screen:
    tomorrow = date.fromordinal(turn.now.toordinal() + 1)
    found = await swaps.my_days(turn.session, me=turn.me, today=tomorrow)
    return view.ask_day([(day, duty.shift) for day, duty in found], turn.t)


async def on_day(press: view.PickSwapDay, turn: Turn) -> Screen:
    day = date.fromordinal(press.day)
    _, others = await swaps.colleagues_for(turn.session, me=turn.me, day=day, now=turn.now)
    listed = [
        (duty.person_id, duty.name, duty.shift.name if duty.shift else "") for duty in others
    ]
    return view.ask_colleague(day, listed, press.page, turn.t)


async def on_colleague(press: view.PickColleague, turn: Turn) -> Screen:
    day = date.fromordinal(press.day)
    swap = await swaps.pair_for(
        turn.session, me=turn.me, day=day, other_id=press.person_id, now=turn.now
    )
    return view.confirm(swap, press.person_id, turn.t)


async def on_sent(press: view.SendSwap, turn: Turn) -> Reply:
    day = date.fromordinal(press.day)
    done = await swaps.ask_swap(
        turn.session, me=turn.me, day=day, other_id=press.person_id, now=turn.now
    )
    return Reply(screen=mine_view.sent(done.swap, turn.t), notices=done.notices)


async def on_withdrawn(press: mine_view.WithdrawSwap, turn: Turn) -> Reply:
    done = await withdraw_swap(turn.session, me=turn.me, swap_id=press.swap_id)
    return Reply(screen=mine_view.withdrawn(done.swap, turn.t), notices=done.notices)


async def on_answer(press: view.AnswerSwap, turn: Turn) -> Reply:
    done = await swaps.answer_swap(
        turn.session, me=turn.me, swap_id=press.swap_id, agree=press.agree, now=turn.now
    )
    screen = view.answered(done.swap, turn.t, agree=press.agree, asked=done.asked)
    return Reply(screen=screen, notices=done.notices)


async def on_decide(press: view.DecideSwap, turn: Turn) -> Reply:
    done = await swaps.decide_swap(
        turn.session, me=turn.me, swap_id=press.swap_id, approve=press.approve, now=turn.now
    )
    screen = view.decided(done.swap, turn.t, approved=press.approve)
    return Reply(screen=screen, notices=done.notices, settles=done.settles)


def register_routes(to: Routes) -> None:
    may = AUXILIARIES
    to.press(view.ShowMyDays, pressed(on_mine), may=may)
    to.press(view.AskSwap, pressed(on_ask), may=may)
    to.press(view.PickSwapDay, pressed(on_day), may=may)
    to.press(view.PickColleague, pressed(on_colleague), may=may)
    to.press(view.SendSwap, pressed(on_sent), may=may)
    to.press(mine_view.WithdrawSwap, pressed(on_withdrawn), may=may)
    to.press(view.AnswerSwap, pressed(on_answer), may=may)
    to.press(view.DecideSwap, pressed(on_decide), may=SUPERVISORS)
