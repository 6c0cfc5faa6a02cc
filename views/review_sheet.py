"""A whole review on one page: to confirm, to change, and as it was handed in."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.remark import Mark, Remark
from domain.review import CONFIRM, Question, ReviewOpened, ReviewState, Step
from domain.review_sheet import Sheet
from domain.task import PlannedTask, TaskState
from views.paging import page_buttons, page_of
from views.plan import task_line
from views.screen import MAX_BUTTONS, Button, Row, Screen, column, shortened
from views.texts import Texts
from views.when import hour_by
from views.words import retold, word

TITLE_SHOWN = 20


class AskAgain(CallbackData, prefix="rvask"):
    review_id: int
    step: Step
    task: int


class ChangeReview(CallbackData, prefix="rvchange"):
    review_id: int
    page: int = 0


class RestartReview(CallbackData, prefix="rvrestart"):
    review_id: int


class ConfirmReview(CallbackData, prefix="rvconfirm"):
    review_id: int


class LeaveReview(CallbackData, prefix="rvleave"):
    review_id: int


def ask(sheet: Sheet, question: Question) -> AskAgain:
    return AskAgain(review_id=sheet.review_id, step=question.step, task=question.task)


def title(of: Sheet | ReviewOpened, t: Texts) -> str:
    return t("Evening review · {day}", day=t.day(of.day))


def lateness(sheet: Sheet, t: Texts) -> list[str]:
    if not sheet.is_past or sheet.handed_in_at:
        return []
    return [t("{moment} has passed: this counts as handed in late.", moment=t.moment(sheet.until))]


def told(task: PlannedTask, t: Texts) -> str:
    line = f"{task_line(task, t)} · {word(task.state, t)}"
    if not task.note or task.state is TaskState.DONE:
        return line
    return t("{line}\n    Reason: {why}", line=line, why=retold(task.note, t))


def summary_lines(sheet: Sheet, t: Texts) -> list[str]:
    tasks = [*sheet.settled, *sheet.tasks]
    numbered = [f"{number}. {told(each, t)}" for number, each in enumerate(tasks, 1)]
    none = t("none")
    return [
        t("Tasks:") if numbered else t("Tasks: none"),
        *numbered,
        "",
        t("Problems: {text}", text=sheet.problems or none),
        t("Tomorrow: {text}", text=sheet.tomorrow or none),
    ]


def confirm(sheet: Sheet, t: Texts) -> Screen:
    lines = [*lateness(sheet, t), *summary_lines(sheet, t), "", t("Is everything right?")]
    buttons = (
        Button(t("Confirm"), ConfirmReview(review_id=sheet.review_id)),
        Button(t("Change"), ChangeReview(review_id=sheet.review_id)),
        Button(t("Cancel"), LeaveReview(review_id=sheet.review_id)),
    )
    return Screen(title=title(sheet, t), text="\n".join(lines), buttons=(buttons,))


def handed_in(sheet: Sheet, t: Texts) -> Screen:
    change = Button(t("Change"), ChangeReview(review_id=sheet.review_id))
    return Screen(
        title=title(sheet, t),
        text="\n".join([_received(sheet, t), "", *summary_lines(sheet, t), *_remarked(sheet, t)]),
        buttons=((change,),) if sheet.may_change else (),
    )


def _remarked(sheet: Sheet, t: Texts) -> list[str]:
    return ["", *remark_lines(sheet.remark, t)] if sheet.remark else []


def remark_lines(remark: Remark, t: Texts) -> list[str]:
    """The mark in the first line, the words below; and the answer, if one was given."""
    by = remark.by
    lines = [
        t("{by}'s remark: {mark}", by=by, mark=word(remark.mark, t))
        if remark.mark
        else t("{by}'s remark:", by=by)
    ]
    lines += [remark.words] if remark.words else []
    for mark, words in remark.before:
        lines.append(t("Before it was corrected: {text}", text=said_of(mark, words, t)))
    return [*lines, t("Answer: {text}", text=remark.answer)] if remark.answer else lines


def said_of(mark: Mark | None, words: str, t: Texts) -> str:
    """A remark in one line."""
    return t.listed(part for part in (word(mark, t) if mark else "", words) if part)


def standing(sheet: Sheet, t: Texts) -> str:
    """When it came, as whoever reads it for somebody else is told."""
    at = t.moment(sheet.handed_in_at or sheet.until)
    is_late = sheet.state is ReviewState.LATE
    return t("Handed in late: {at}", at=at) if is_late else t("Handed in: {at}", at=at)


def _received(sheet: Sheet, t: Texts) -> str:
    at = t.moment(sheet.handed_in_at or sheet.until)
    until = hour_by(sheet.until, sheet.day, t)
    if sheet.remark:
        return t("Handed in: {at}. It was remarked on and cannot be changed any more.", at=at)
    if sheet.state is ReviewState.LATE:
        return t("Handed in late: {at}. It was due by {until}.", at=at, until=until)
    if sheet.is_past:
        return t("Handed in: {at}. Since {until} it cannot be changed.", at=at, until=until)
    return t("Handed in: {at}. It can be changed until {until}.", at=at, until=until)


def choose(sheet: Sheet, at: int, t: Texts) -> Screen:
    """What shall be changed; with many tasks, page by page."""
    choices = [*_choices(sheet, t), _restart(sheet, t)]
    back = Button(t("Back"), ask(sheet, CONFIRM))
    if len(choices) < MAX_BUTTONS:
        return _chosen_from(sheet, column([*choices, back]), t)
    shown, here, pages = page_of(choices, at, size=MAX_BUTTONS - 3)
    turns = page_buttons(
        here,
        pages=pages,
        turn=lambda to: ChangeReview(review_id=sheet.review_id, page=to),
        t=t,
    )
    return _chosen_from(sheet, (*column(shown), *turns, (back,)), t)


def _chosen_from(sheet: Sheet, rows: Sequence[Row], t: Texts) -> Screen:
    return Screen(title=title(sheet, t), text=t("What would you like to change?"), buttons=rows)


def _choices(sheet: Sheet, t: Texts) -> list[Button]:
    names = [shortened(task.title, TITLE_SHOWN) for task in sheet.tasks]
    names += [t("Problems met"), t("Plan for tomorrow")]
    return [
        Button(name, ask(sheet, question))
        for name, question in zip(names, sheet.questions, strict=True)
    ]


def _restart(sheet: Sheet, t: Texts) -> Button:
    return Button(t("Start over"), RestartReview(review_id=sheet.review_id))
