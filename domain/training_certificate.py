"""Certificates of trainings: for whom, until when, and whom to tell before they end."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.refusals import OfficeError

YEARS = (1, 2, 3, 0)
"""How long a certificate may hold; 0 is without an end."""
AHEAD = {Kind.CERTIFICATE_MONTH: 30, Kind.CERTIFICATE_WEEK: 7}
"""Days before the end at which the person and their supervisor hear of it."""
MORNING, EVENING = time(9), time(20)


class NobodyToCertify(OfficeError):
    """Nobody came and has passed who has no certificate yet."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """`expires_on` is the last day on which it holds."""

    certificate_id: int
    title: str
    issued_on: date
    expires_on: date | None = None

    def has_ended(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True, kw_only=True)
class Certifying:
    """Who may be given one, who has one, and how many have not come or not passed."""

    training_id: int
    title: str
    ready: tuple[str, ...]
    issued: int
    others: int


def expiry(issued_on: date, years: int) -> date | None:
    if not years:
        return None
    year = issued_on.year + years
    is_leap_day = (issued_on.month, issued_on.day) == (2, 29)
    return issued_on.replace(
        year=year, day=28 if is_leap_day and not isleap(year) else issued_on.day
    )


def reminders(
    *, training_id: int, unit_id: int, expires_on: date, now: datetime
) -> list[Occasion]:
    return [
        reminder(
            kind,
            training_id=training_id,
            unit_id=unit_id,
            day=expires_on - timedelta(days=days),
            now=now,
        )
        for kind, days in AHEAD.items()
    ]


def reminder(kind: Kind, *, training_id: int, unit_id: int, day: date, now: datetime) -> Occasion:
    """By day only; what one day has missed is told on the next."""
    return Occasion(
        kind=kind,
        unit_id=unit_id,
        day=day,
        subject_id=training_id,
        due_at=datetime.combine(day, MORNING, tzinfo=now.tzinfo),
        until=datetime.combine(day, EVENING, tzinfo=now.tzinfo),
    )


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Notice):
    certificate: Certificate

    @property
    def key(self) -> str:
        return f"certificate:{self.certificate.certificate_id}"


@dataclass(frozen=True, kw_only=True)
class CertificateEnding(Notice):
    certificate: Certificate
    days: int

    @property
    def is_spare(self) -> bool:
        return True

    @property
    def key(self) -> str:
        return f"certificate-{self.days}:{self.certificate.certificate_id}"


@dataclass(frozen=True, kw_only=True)
class CertificatesEnding(Notice):
    """The supervisor hears of all their people in one message."""

    training_id: int
    title: str
    expires_on: date
    days: int
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        about = f"{self.training_id}:{self.expires_on.toordinal()}"
        return f"certificates-{self.days}:{about}:{self.person_id}"
