"""Giving certificates for a training, in three presses."""

from domain.training_certificate import NobodyToCertify, expiry
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Said, Turn, pressed
from services.training_certificate import certifying, issue_certificates
from views import training_certificate as view
from views.screen import Reply, Screen
from views.training_desk import OpenCertificates


async def on_certificates(press: OpenCertificates, turn: Turn) -> Screen:
    shown = await certifying(turn.session, me=turn.me, training_id=press.training_id)
    return view.certifying(shown, turn.t)


async def on_issue(press: view.IssueCertificates, turn: Turn) -> Said:
    shown = await certifying(turn.session, me=turn.me, training_id=press.training_id)
    if not shown.ready:
        raise NobodyToCertify
    if not press.sure:
        until = expiry(turn.now.date(), press.years)
        return view.confirm(shown, press.years, until, turn.t)
    notices = await issue_certificates(
        turn.session, me=turn.me, training_id=press.training_id, years=press.years, now=turn.now
    )
    return Reply(screen=view.issued(shown, len(notices), turn.t), notices=notices)


def register_routes(to: Routes) -> None:
    to.press(OpenCertificates, pressed(on_certificates), may=SUPERVISORS)
    to.press(view.IssueCertificates, pressed(on_issue), may=SUPERVISORS)
