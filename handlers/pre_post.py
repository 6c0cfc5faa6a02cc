"""Which units ask for training before the post: a list to tick."""

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from services.pre_post import decide_rule, rules_of
from views import pre_post as view
from views.screen import Screen
from views.training_desk import ListPrePost


async def on_listed(press: ListPrePost, turn: Turn) -> Screen:
    return view.rules(await rules_of(turn.session, me=turn.me), press.page, turn.t)


async def on_decided(press: view.DecidePrePost, turn: Turn) -> Screen:
    await decide_rule(
        turn.session,
        me=turn.me,
        unit_id=press.unit_id,
        is_required=press.is_required,
        now=turn.now,
    )
    return view.rules(await rules_of(turn.session, me=turn.me), press.page, turn.t)


def register_routes(to: Routes) -> None:
    to.press(ListPrePost, pressed(on_listed), may=SUPERVISORS)
    to.press(view.DecidePrePost, pressed(on_decided), may=SUPERVISORS)
