"""What is said to somebody who edited an answer of the review in the chat."""

from domain.review import Step
from domain.review_edited import Reworded, WordsReplaced, WordsSettled
from views.screen import Screen, explain
from views.texts import N_, Texts

_ASKED = {
    Step.WHY: N_("Reason"),
    Step.PROBLEMS: N_("Problems met"),
    Step.TOMORROW: N_("Plan for tomorrow"),
}


def asked(step: Step, t: Texts) -> str:
    return t(_ASKED[step])


def reworded(done: Reworded, t: Texts) -> Screen:
    lines = [
        t("{question}: {text}", question=asked(done.step, t), text=done.now),
        t("Before: {text}", text=done.before),
    ]
    if done.is_open:
        lines += ["", t("It is not handed in yet: please go on with /review.")]
    return Screen(
        title=t("Changed as you edited it · review of {day}", day=t.day(done.day)),
        text="\n".join(lines),
    )


@explain.register
def replaced(_error: WordsReplaced, t: Texts) -> Screen:
    return Screen(
        text=t(
            "You have answered this differently since, so the edited message changes nothing."
            " /review shows what counts."
        )
    )


@explain.register
def settled(error: WordsSettled, t: Texts) -> Screen:
    if error.is_remarked:
        return Screen(
            text=t(
                "Your review was remarked on, so editing the message changes nothing."
                " You can still reply to the remark."
            )
        )
    return Screen(
        text=t(
            "Since {moment} this review cannot be changed:"
            " what you wrote before stays as it was handed in.",
            moment=t.moment(error.until),
        )
    )
