"""Who may post to the webhook is known by their first lines."""

from http import HTTPStatus

import pytest

from bot.http_question import Head
from bot.webhook import SECRET_HEADER, Webhook

KNOWN = {SECRET_HEADER.lower().encode(): b"a-secret"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "why"),
    [
        (b"POST", b"/webhook", KNOWN, None),
        (b"GET", b"/webhook", KNOWN, HTTPStatus.METHOD_NOT_ALLOWED),
        (b"POST", b"/webhook/", KNOWN, HTTPStatus.NOT_FOUND),
        (b"POST", b"/", KNOWN, HTTPStatus.NOT_FOUND),
        (b"POST", b"/webhook", {}, HTTPStatus.UNAUTHORIZED),
        (b"POST", b"/webhook", dict.fromkeys(KNOWN, b"\xff"), HTTPStatus.UNAUTHORIZED),
    ],
)
def test_only_who_knows_the_way_and_the_secret_may_post(office, method, path, headers, why):
    webhook = Webhook(office.app.intake, "a-secret")
    assert webhook.judge(Head(method, path, headers)) is why
