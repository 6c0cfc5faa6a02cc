"""The doctor's questions to the Bot API: is it there, does it know us, what is its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock import Clock
from bot.settings import Settings
from views import doctor as view
from views.doctor import Line
from views.texts import Texts

PATIENCE = ClientTimeout(total=10)
APART = timedelta(seconds=5)
UNKNOWN_TOKEN = {401, 404}
WEBHOOK_PATH = "/webhook"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`ahead` is by how much this machine's clock is ahead of the server's."""

    status: int
    body: dict[str, Any]
    ahead: timedelta | None


@dataclass(frozen=True)
class Silence:
    reason: str


async def platform_lines(settings: Settings, t: Texts, *, clock: Clock) -> list[Line]:
    if settings.token is None:
        return [view.clock_alone(settings.timezone, t)]
    async with ClientSession(timeout=PATIENCE) as http:
        me = await _ask(http, settings, "getMe", clock=clock)
        lines = [_known(me, settings, t), _clock(me, settings, t)]
        if isinstance(me, Answer) and me.body.get("ok"):
            webhook = await _ask(http, settings, "getWebhookInfo", clock=clock)
            lines.extend(_way_in(webhook, settings, t))
    return lines


async def _ask(
    http: ClientSession, settings: Settings, method: str, *, clock: Clock
) -> Answer | Silence:
    """An error's own words may hold the address, and so the token: only its kind is kept."""
    token = settings.token.get_secret_value() if settings.token else ""
    asked = clock()
    try:
        async with http.get(f"{settings.api_base}/bot{token}/{method}") as response:
            body = await response.json(content_type=None)
            told = response.headers.get("Date")
    except TimeoutError:
        return Silence("timeout")
    except (ClientError, OSError, ValueError) as error:
        return Silence(type(error).__name__)
    ahead = _ahead(asked + (clock() - asked) / 2, told)
    known = body if isinstance(body, dict) else {}
    return Answer(status=response.status, body=known, ahead=ahead)


def _ahead(here: datetime, told: str | None) -> timedelta | None:
    """The header has whole seconds, cut off: on average half a second is missing."""
    try:
        there = parsedate_to_datetime(told or "")
    except ValueError:
        return None
    return here - there - timedelta(seconds=0.5) if there.tzinfo else None


def _known(me: Answer | Silence, settings: Settings, t: Texts) -> Line:
    where = urlsplit(settings.api_base).hostname or ""
    match me:
        case Silence(reason=reason):
            return view.platform_silent(where, reason, t)
        case Answer(body={"ok": True, "result": {"username": name}}):
            return view.platform_fine(str(name), where, t)
        case Answer(status=status, body={"ok": False}) if status in UNKNOWN_TOKEN:
            return view.platform_refuses(where, t)
        case Answer(status=status):
            return view.platform_odd(where, status, t)


def _clock(me: Answer | Silence, settings: Settings, t: Texts) -> Line:
    match me:
        case Answer(ahead=timedelta() as ahead):
            seconds = round(abs(ahead).total_seconds())
            say = view.clock_fine if abs(ahead) <= APART else view.clock_off
            return say(settings.timezone, seconds, t)
    return view.clock_alone(settings.timezone, t)


def _way_in(webhook: Answer | Silence, settings: Settings, t: Texts) -> Iterator[Line]:
    match webhook:
        case Answer(body={"result": {"url": str(url)}}) if settings.listen:
            is_ours = url == f"{settings.webhook_url}{WEBHOOK_PATH}"
            yield view.way_in_by_webhook(url, t) if is_ours else view.webhook_elsewhere(t)
        case Answer(body={"result": {"url": str(url)}}):
            yield view.webhook_in_the_way(t) if url else view.way_in_by_polling(t)
