"""What administrators hear when Muster itself is in trouble, and when that is over."""

from collections.abc import Iterable, Mapping

from domain.alarm import AlarmCleared, AlarmRaised, Fault, Trouble
from domain.occurrence import Kind
from views.screen import Screen, render
from views.texts import N_, Texts

SHOWN = 10
_JOBS: Mapping[Kind, str] = {
    Kind.ROLL_CALL: N_("Morning roll call"),
    Kind.SECOND_ROLL: N_("Second roll call of the day"),
    Kind.SHIFT_ROLL: N_("Roll call of a shift"),
    Kind.ROLL_REMINDER: N_("Reminder of the roll call"),
    Kind.ROLL_CLOSING: N_("Closing of the roll call"),
    Kind.REVIEW: N_("Evening review"),
    Kind.REVIEW_CLOSING: N_("Closing of the evening review"),
    Kind.SHIFT_REVIEW: N_("Review of a shift"),
    Kind.ROUTINE: N_("Handing out what recurs"),
    Kind.TASK_DUE: N_("Reminder of a task"),
    Kind.TASK_OVERDUE: N_("Message about an overdue task"),
    Kind.TASK_NEXT_MORNING: N_("Message about a task of the day before"),
    Kind.TRAINING_DAY_BEFORE: N_("Training reminder of the day before"),
    Kind.TRAINING_HOUR_BEFORE: N_("Training reminder of the last hour"),
    Kind.TRAINING_PART: N_("A part of a training's text"),
    Kind.CERTIFICATE_MONTH: N_("Reminder of certificates, a month ahead"),
    Kind.CERTIFICATE_WEEK: N_("Reminder of certificates, a week ahead"),
    Kind.TRANSFER: N_("Change of a service"),
    Kind.ROLE_END: N_("End of a role"),
    Kind.BROADCAST: N_("Planned notice"),
    Kind.BROADCAST_DUE: N_("Deadline of a planned notice"),
    Kind.EXPORT: N_("Spreadsheet"),
}


@render.register
def alarm_raised(notice: AlarmRaised, t: Texts) -> Screen:
    match notice.trouble:
        case Trouble.BACKLOG:
            return _backlog(notice, t)
        case Trouble.JOB:
            return _jobs_failed(notice.faults, t)
        case Trouble.UPDATE:
            return _set_aside(notice.faults, t)


@render.register
def alarm_cleared(notice: AlarmCleared, t: Texts) -> Screen:
    first, *_ = notice.faults
    match notice.trouble:
        case Trouble.BACKLOG:
            return Screen(
                title=t("Messages go out in time again"),
                text=t("The backlog that began at {time} is gone.", time=t.moment(first.since)),
            )
        case Trouble.JOB:
            jobs = (t("{job} · {unit}", job=t(_JOBS[f.job]), unit=f.unit) for f in notice.faults)
            return Screen(title=t("Done by itself again"), text=_lines(jobs))
        case Trouble.UPDATE:
            return Screen(text=t("Everything that had been set aside is handled now."))


def _backlog(notice: AlarmRaised, t: Texts) -> Screen:
    return Screen(
        title=t("Messages go out late"),
        text=t.plural(
            "{n} message is to be sent, and has waited since {time}. Nothing is lost: Muster goes"
            " on trying. Please have the network and the log looked at.",
            "{n} messages are to be sent, the oldest has waited since {time}. Nothing is lost:"
            " Muster goes on trying. Please have the network and the log looked at.",
            notice.waiting,
            time=t.moment(notice.faults[0].since),
        ),
    )


def _jobs_failed(faults: Iterable[Fault], t: Texts) -> Screen:
    failed = (
        t("{job} · {unit} · {time}", job=t(_JOBS[f.job]), unit=f.unit, time=t.moment(f.since))
        for f in faults
    )
    advice = t("Muster tried several times. Please have the reason looked up in the log.")
    return Screen(title=t("Not done, for a fault of Muster"), text=f"{_lines(failed)}\n\n{advice}")


def _set_aside(faults: tuple[Fault, ...], t: Texts) -> Screen:
    told = t.plural(
        "{n} message or press failed again and again and was set aside. Who sent it was told.",
        "{n} messages or presses failed again and again and were set aside. Who sent them was"
        " told.",
        len(faults),
    )
    advice = t("The log says why. After mending, muster replay on the machine handles them again.")
    return Screen(title=t("Muster could not handle something"), text=f"{told}\n\n{advice}")


def _lines(said: Iterable[str]) -> str:
    lines = list(said)
    more = ["…"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])
