"""Certificates: given by the trainer, held by people, and told of before they end."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training_certificate import (
    YEARS,
    Certificate,
    CertificateEnding,
    CertificateIssued,
    CertificatesEnding,
    Certifying,
    NobodyToCertify,
)
from views.screen import Button, Screen, explain, pairs, render
from views.texts import Texts
from views.training import SHOWN, Key
from views.training_desk import OpenCertificates, OpenDesk


class IssueCertificates(CallbackData, prefix="trissue"):
    """`years` 0 is without an end; only `sure` gives them out."""

    training_id: Key
    years: Annotated[int, Field(ge=0, le=max(YEARS))]
    sure: bool


def certifying(shown: Certifying, t: Texts) -> Screen:
    lines = [
        t("Have one: {n}", n=shown.issued),
        t("Came and passed, none yet: {n}", n=len(shown.ready)),
        t("Not come or not passed: {n}", n=shown.others),
    ]
    if shown.ready:
        lines += ["", _names(shown.ready, t), t("How long does the certificate hold?")]
    choices = pairs(
        Button(
            _lasts(years, t),
            IssueCertificates(training_id=shown.training_id, years=years, sure=False),
        )
        for years in (YEARS if shown.ready else ())
    )
    back = Button(t("Back"), OpenDesk(training_id=shown.training_id))
    return Screen(title=_title(shown, t), text="\n".join(lines), buttons=(*choices, (back,)))


def _title(shown: Certifying, t: Texts) -> str:
    return t("Certificates: {title}", title=shown.title)


def _names(names: Sequence[str], t: Texts) -> str:
    return t.listed(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _lasts(years: int, t: Texts) -> str:
    if not years:
        return t("Without end")
    return t.plural("{n} year", "{n} years", years)


def confirm(shown: Certifying, years: int, expires_on: date | None, t: Texts) -> Screen:
    count, names = len(shown.ready), _names(shown.ready, t)
    lines = [
        t.plural("For {n} person: {names}", "For {n} people: {names}", count, names=names),
        _holds(expires_on, t),
        t("Is this right?"),
    ]
    issue = IssueCertificates(training_id=shown.training_id, years=years, sure=True)
    back = Button(t("Back"), OpenCertificates(training_id=shown.training_id))
    row = (Button(t("Confirm"), issue), back)
    return Screen(title=_title(shown, t), text="\n".join(lines), buttons=(row,))


def issued(shown: Certifying, people: int, t: Texts) -> Screen:
    text = t.plural("✓ {n} certificate is given.", "✓ {n} certificates are given.", people)
    back = Button(t("Back"), OpenDesk(training_id=shown.training_id))
    return Screen(title=_title(shown, t), text=text, buttons=((back,),))


def _holds(expires_on: date | None, t: Texts) -> str:
    if expires_on is None:
        return t("Holds without end.")
    return t("Holds until {day}.", day=t.full_day(expires_on))


@render.register
def given(notice: CertificateIssued, t: Texts) -> Screen:
    shown = notice.certificate
    return Screen(
        title=t("Certificate: {title}", title=shown.title),
        text="\n".join([t("You have completed this training."), _holds(shown.expires_on, t)]),
    )


@render.register
def ending(notice: CertificateEnding, t: Texts) -> Screen:
    lines = [
        _holds(notice.certificate.expires_on, t),
        t("Please ask your supervisor for the next training."),
    ]
    title = t("Your certificate ends soon: {title}", title=notice.certificate.title)
    return Screen(title=title, text="\n".join(lines))


@render.register
def ending_below(notice: CertificatesEnding, t: Texts) -> Screen:
    lines = [
        _holds(notice.expires_on, t),
        _names(notice.names, t),
        t("/training schedules the next one."),
    ]
    title = t.plural(
        "{n} certificate ends soon: {title}",
        "{n} certificates end soon: {title}",
        len(notice.names),
        title=notice.title,
    )
    return Screen(title=title, text="\n".join(lines))


def certificate_lines(certificates: Sequence[Certificate], today: date, t: Texts) -> list[str]:
    held = [f"· {_held(each, today, t)}" for each in certificates[:SHOWN]]
    return [t("My certificates:"), *held] if held else []


def _held(each: Certificate, today: date, t: Texts) -> str:
    if each.expires_on is None:
        return each.title
    day = t.full_day(each.expires_on)
    if each.has_ended(today):
        return t("{title}, ended {day}", title=each.title, day=day)
    return t("{title}, holds until {day}", title=each.title, day=day)


@explain.register
def nobody(_error: NobodyToCertify, t: Texts) -> Screen:
    text = t("Nobody waits for a certificate: first note who came, and who passes the quiz.")
    return Screen(text=text, alert=True)
