"""Where a day begins, and where a month ends."""

from datetime import date, datetime, time, timedelta


def midnight(now: datetime) -> datetime:
    """The one before; `now` is local."""
    return datetime.combine(now.date(), time(), tzinfo=now.tzinfo)


def month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
