"""The office's words for what the domain calls by a code."""

from collections.abc import Mapping
from datetime import UTC
from enum import StrEnum
from functools import cache

from domain.application import ApplicationState
from domain.broadcast import Standing
from domain.contest import ContestState, Plea
from domain.fence import Where
from domain.leave import LeaveKind, LeaveState
from domain.office import Level, Role
from domain.reach import Silence
from domain.remark import Mark
from domain.review import Reason, ReviewState
from domain.roll_call import Attendance
from domain.task import Obstacle, TaskState, Urgency
from domain.training import Excuse, Participation, TrainingKind
from domain.training_quiz import QuizStanding
from domain.transfer import Change, WhyLeft, WhyRevoked
from views.texts import LANGUAGES, N_, Texts, texts

_SAID: tuple[tuple[StrEnum, str], ...] = (
    (Attendance.AWAITED, N_("not yet answered")),
    (Attendance.PRESENT, N_("present")),
    (Attendance.LATE, N_("late")),
    (Attendance.LEAVE, N_("on leave")),
    (Attendance.ABSENT, N_("absent")),
    (Attendance.REST, N_("day off by the rota")),
    (Attendance.NOT_REGISTERED, N_("not registered")),
    (Attendance.PRE_POST, N_("in training before the post")),
    (Silence.BLOCKED, N_("has blocked Muster")),
    (Silence.GONE, N_("the account is gone")),
    (Silence.NEVER_STARTED, N_("has not opened the chat")),
    (Silence.REFUSED, N_("messages are refused")),
    (TaskState.SENT, N_("not taken yet")),
    (TaskState.TAKEN, N_("taken")),
    (TaskState.DONE, N_("done")),
    (TaskState.PARTLY, N_("partly done")),
    (TaskState.NOT_DONE, N_("not done")),
    (TaskState.CANNOT, N_("cannot be done")),
    (Obstacle.NOT_AT_POST, N_("not at the post")),
    (Obstacle.NO_TOOLS, N_("tools are missing")),
    (Obstacle.OTHER_DEPARTMENT, N_("another department is needed")),
    (Urgency.NORMAL, N_("normal")),
    (Urgency.URGENT, N_("urgent")),
    (TrainingKind.PRE_POST, N_("before the post")),
    (TrainingKind.PERIODIC, N_("periodic")),
    (TrainingKind.SPECIAL, N_("for a special period")),
    (Participation.INVITED, N_("no answer yet")),
    (Participation.ATTENDS, N_("attends")),
    (Participation.CANNOT, N_("cannot attend")),
    (Participation.WALKED_IN, N_("came uninvited")),
    (QuizStanding.PASSED, N_("passed")),
    (QuizStanding.FAILED, N_("not passed yet")),
    (QuizStanding.SITTING, N_("has begun")),
    (QuizStanding.SILENT, N_("has not begun")),
    (Excuse.ON_DUTY, N_("on duty")),
    (Excuse.ON_LEAVE, N_("on leave")),
    (Excuse.UNWELL, N_("unwell")),
    (Reason.TIME, N_("Not enough time")),
    (Reason.WEATHER, N_("Weather")),
    (Reason.HELP, N_("Help needed")),
    (Mark.EXCELLENT, N_("Excellent")),
    (Mark.GOOD, N_("Good")),
    (Mark.FAIR, N_("Fair")),
    (Mark.POOR, N_("Poor")),
    (ReviewState.AWAITED, N_("not handed in")),
    (ReviewState.LEAVE, N_("off that day")),
    (ReviewState.REST, N_("day off by the rota")),
    (ReviewState.HANDED_IN, N_("handed in")),
    (ReviewState.LATE, N_("handed in late")),
    (LeaveKind.PERSONAL, N_("personal leave")),
    (LeaveKind.SICK, N_("sick leave")),
    (LeaveKind.ANNUAL, N_("annual leave")),
    (LeaveKind.OTHER, N_("other leave")),
    (Where.ASKED, N_("not given")),
    (Where.INSIDE, N_("within the bounds")),
    (Where.OUTSIDE, N_("outside the bounds")),
    (Where.LOCATED, N_("sent, no bounds to compare")),
    (Where.NAMED, N_("typed")),
    (Plea.PHONE, N_("Trouble with phone or network")),
    (Plea.FORGOT, N_("Was there, forgot to press")),
    (Plea.ELSEWHERE, N_("Was sent elsewhere on duty")),
    (ContestState.ASKED, N_("waiting for a decision")),
    (ContestState.APPROVED, N_("approved")),
    (ContestState.DECLINED, N_("declined")),
    (ApplicationState.ASKED, N_("waiting for a decision")),
    (ApplicationState.APPROVED, N_("approved")),
    (ApplicationState.DECLINED, N_("declined")),
    (ApplicationState.LAPSED, N_("not answered")),
    (LeaveState.ASKED, N_("waiting for a decision")),
    (LeaveState.APPROVED, N_("approved")),
    (LeaveState.DECLINED, N_("declined")),
    (LeaveState.CANCELLED, N_("cancelled")),
    (Standing.READ, N_("read")),
    (Standing.UNREAD, N_("not read yet")),
    (Standing.ON_THE_WAY, N_("being sent")),
    (Standing.NOT_REGISTERED, N_("not registered")),
    (Standing.LEFT, N_("no longer on the roster")),
    (Standing.REFUSED, N_("messages are refused")),
    (Standing.UNKNOWN, N_("not known whether it arrived")),
    (Standing.NOT_SENT, N_("not sent")),
    (Standing.TO_SEND_AGAIN, N_("reached again, to be sent anew")),
    (Change.HIRED, N_("taken on")),
    (Change.MOVED, N_("moved")),
    (Change.POST, N_("post changed")),
    (Change.DUTIES, N_("duties changed")),
    (Change.LEFT, N_("service ended")),
    (Change.RETURNED, N_("came back")),
    (Change.GRANTED, N_("role given")),
    (Change.REVOKED, N_("role taken back")),
    (Change.REBOUND, N_("new account")),
    (Change.RENAMED, N_("name corrected")),
    (Change.EMPLOYER, N_("employer changed")),
    (Change.ORIGIN, N_("origin changed")),
    (Change.PHONE, N_("number changed")),
    (WhyLeft.RESIGNED, N_("resigned")),
    (WhyLeft.CONTRACT_OVER, N_("the contract is over")),
    (WhyLeft.RETIRED, N_("retired")),
    (WhyLeft.DISMISSED, N_("dismissed")),
    (WhyRevoked.TERM_OVER, N_("its last day is over")),
    (Role.AUXILIARY, N_("auxiliary")),
    (Role.SUPERVISOR, N_("supervisor")),
    (Role.LIAISON, N_("liaison")),
    (Role.ADMINISTRATOR, N_("administrator")),
    (Level.CITY, N_("city")),
    (Level.DISTRICT, N_("district")),
    (Level.STREET, N_("street")),
    (Level.COMMUNITY, N_("community")),
    (Level.GRID, N_("grid")),
)
_WORDS = {(type(code), code): text for code, text in _SAID}


def word(value: StrEnum, t: Texts) -> str:
    return t(_WORDS[type(value), value])


def retold(text: str, t: Texts) -> str:
    """A reason that somebody gave with a button, in the language of who reads it."""
    found = _reasons().get(text)
    return t(found) if found else text


@cache
def _reasons() -> Mapping[str, str]:
    spoken = [texts(language, UTC) for language in LANGUAGES]
    reasons = [
        text
        for code, text in _SAID
        if isinstance(code, Excuse | Obstacle | Plea | Reason | WhyLeft)
    ]
    codes = {code.value: text for code, text in _SAID if isinstance(code, WhyRevoked)}
    return codes | {t(text): text for t in spoken for text in reasons}
