"""Reading again what was sent for a training."""

from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, pressed
from services.training_learning import my_learning, my_material, my_materials
from services.training_quiz_sitting import has_quiz
from views import training_learning as view
from views.screen import Screen
from views.training import ListLearning


async def on_learning(press: ListLearning, turn: Turn) -> Screen:
    found = await my_learning(turn.session, me=turn.me, now=turn.now)
    return view.learning(found, turn.t)


async def on_opened(press: view.OpenLearning, turn: Turn) -> Screen:
    training_id = press.training_id
    training, found = await my_materials(turn.session, me=turn.me, training_id=training_id)
    quiz = await has_quiz(turn.session, training_id=training_id, now=turn.now)
    return view.shelf(training, found, press.page, turn.t, has_quiz=quiz)


async def on_shown(press: view.ShowMaterial, turn: Turn) -> Screen:
    found = await my_material(turn.session, me=turn.me, material_id=press.material_id)
    return view.material(found, turn.t)


def register_routes(to: Routes) -> None:
    to.press(ListLearning, pressed(on_learning), may=AUXILIARIES)
    to.press(view.OpenLearning, pressed(on_opened), may=AUXILIARIES)
    to.press(view.ShowMaterial, pressed(on_shown), may=AUXILIARIES)
