"""What `muster outbox` prints: numbers and the platform's reasons, never a name or a text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from views.texts import N_, Texts

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
_STATES: Mapping[str, str] = {
    "queued": N_("waits to be sent"),
    "sending": N_("on the wire"),
    "unknown": N_("may have arrived"),
    "failed": N_("refused for good"),
    "sent": N_("accepted"),
    "expired": N_("came too late to be sent"),
    "superseded": N_("gave way to a newer edit of the same message"),
    "cancelled": N_("taken out"),
}
_OPEN = ("queued", "sending", "unknown", "failed")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def depth_table(depths: Mapping[str, tuple[int, datetime]], *, now: datetime, t: Texts) -> Table:
    """State to how many and since when the oldest; of what is settled the age says nothing."""
    rows = []
    for state, meaning in _STATES.items():
        count, oldest = depths.get(state, (0, now))
        age = _age(now - oldest, t) if count and state in _OPEN else ""
        rows.append((f"{state} · {t(meaning)}", str(count), age))
    return (t("Messages"), t("Count"), t("Oldest")), rows


def stuck_table(
    stuck: Iterable[tuple[int, str, str, int | None, datetime, str | None]], *, t: Texts
) -> Table:
    """Of each: id, state, method, person's id, since when, reason."""
    rows = [
        (str(number), state, method, str(person_id or ""), _when(since, t), reason or "")
        for number, state, method, person_id, since, reason in stuck
    ]
    headings = (t("ID"), t("State"), t("Method"), t("Person"), t("Since"), t("Reason"))
    return headings, rows


def _when(moment: datetime, t: Texts) -> str:
    return f"{moment.astimezone(t.zone):%m-%d %H:%M}"


def _age(age: timedelta, t: Texts) -> str:
    if age < HOUR:
        return t("{n} min", n=int(age / timedelta(minutes=1)))
    if age < 2 * DAY:
        return t("{n} h", n=int(age / HOUR))
    return t("{n} d", n=age.days)


def retried(n: int, t: Texts) -> str:
    if n == 0:
        return t("No such message is unknown or failed.")
    return t.plural(
        "{n} message is in the queue again; muster run sends it.",
        "{n} messages are in the queue again; muster run sends them.",
        n,
    )


def dropped(n: int, t: Texts) -> str:
    if n == 0:
        return t("No such message waits, is unknown or failed.")
    return t.plural(
        "{n} message is taken out and will not be sent.",
        "{n} messages are taken out and will not be sent.",
        n,
    )


def name_them(t: Texts) -> str:
    return t("Name the messages by their ids, or a state with --state.")
