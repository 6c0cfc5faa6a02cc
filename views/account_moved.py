"""What stands in an old account where something was asked."""

from domain.account_moved import QuestionsMoved
from views.screen import Screen, render
from views.texts import Texts


@render.register
def moved(_notice: QuestionsMoved, t: Texts) -> Screen:
    return Screen(text=t("This registration moved to another account. Please answer there."))
