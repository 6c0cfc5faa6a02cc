"""The code said in the room: as the trainer reads it out, and as people type it."""

from domain.training_attendance import (
    CODE_TRIES,
    CodeEntered,
    CodeOpened,
    CodeTriesUsed,
    NoCodeOpen,
    NotTheTrainer,
)
from views.help import cancel_row
from views.screen import Button, Screen, column, explain
from views.texts import Texts
from views.training_attendance import SayCode
from views.training_desk import OpenDesk, TakeAttendance


def said(opened: CodeOpened, t: Texts) -> Screen:
    training = opened.desk.coming.training
    lines = [
        t("Say it in the room: {code}", code=f"{opened.code[:3]} {opened.code[3:]}"),
        t("It works until {time}.", time=t.time(opened.until)),
        t("People send these six digits here, or press “Enter the code” in /training."),
        t("Your people who were not invited can send them too."),
    ]
    buttons = [
        Button(t("New code"), SayCode(training_id=training.training_id)),
        Button(t("Attendance"), TakeAttendance(training_id=training.training_id)),
        Button(t("Back"), OpenDesk(training_id=training.training_id)),
    ]
    return Screen(title=training.title, text="\n".join(lines), buttons=column(buttons))


def ask_code(t: Texts, *, hint: str = "", anew: bool = False) -> Screen:
    text = t("Please type the six digits that the trainer says.")
    return Screen(text=f"{hint}\n{text}".strip(), buttons=(cancel_row(t),), anew=anew)


def entered(done: CodeEntered, t: Texts) -> Screen:
    if done.title:
        return Screen(text=t("✓ Noted: you came to {title}.", title=done.title))
    return Screen(text=wrong(done.left, t))


def wrong(left: int, t: Texts) -> str:
    if not left:
        return t("This is not the code. Please ask the trainer to put you on the list.")
    return t.plural(
        "This is not the code. You have {n} more try.",
        "This is not the code. You have {n} more tries.",
        left,
    )


@explain.register
def no_code(_error: NoCodeOpen, t: Texts) -> Screen:
    text = t("No code waits for you now: it works for ten minutes. Please ask the trainer.")
    return Screen(text=text, alert=True)


@explain.register
def tries_used(_error: CodeTriesUsed, t: Texts) -> Screen:
    text = t(
        "{n} wrong codes came from you. Please ask the trainer to put you on the list.",
        n=CODE_TRIES,
    )
    return Screen(text=text, alert=True)


@explain.register
def not_the_trainer(_error: NotTheTrainer, t: Texts) -> Screen:
    text = t("Only the organiser can do that. You can tick the people of your units.")
    return Screen(text=text, alert=True)
