"""Another number for somebody of the roster."""

from domain.transfer import PhoneTaken
from views.help import cancel_row
from views.screen import Screen, explain
from views.texts import Texts


def ask_phone(name: str, t: Texts) -> Screen:
    return Screen(
        title=t("{name}: which number?", name=name),
        text=t("Type the new mobile number. With it they register when they have not yet."),
        buttons=(cancel_row(t),),
    )


@explain.register
def phone_taken(_error: PhoneTaken, t: Texts) -> Screen:
    text = t("This number is somebody else's on the roster. Check it, and type it again.")
    return Screen(text=text, alert=True)
