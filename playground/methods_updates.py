"""The methods by which a bot learns what happened: fetched, or posted to its webhook."""

import ipaddress
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from playground.arguments import NOT_JSON, Arguments
from playground.chats import timestamp
from playground.refusals import bad_request, conflict, too_many
from playground.state import EventKind, State, Webhook
from playground.updates import MOST_UPDATES

LONGEST_SECRET = 256
CONNECTIONS = 40
MOST_CONNECTIONS = 100
SET_AGAIN_AFTER = timedelta(seconds=1)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def get_updates(state: State, arguments: Arguments) -> list[dict[str, Any]]:
    """What is queued now; waiting for more is the line's business, not the queue's."""
    if state.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _read_allowed(state, arguments)
    limit = arguments.integer("limit", MOST_UPDATES)
    return state.updates.read(offset=arguments.integer("offset"), limit=limit)


def set_webhook(state: State, arguments: Arguments) -> bool:
    url = arguments.text("url").strip()
    secret = arguments.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if url and not _is_secure(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _pause_between(state)
    _read_allowed(state, arguments)
    connections = arguments.integer("max_connections", CONNECTIONS)
    return _change(
        state,
        Webhook(url, secret, min(max(connections, 1), MOST_CONNECTIONS)) if url else None,
        drop=arguments.flag("drop_pending_updates"),
    )


def delete_webhook(state: State, arguments: Arguments) -> bool:
    return _change(state, None, drop=arguments.flag("drop_pending_updates"))


def get_webhook_info(state: State, _: Arguments) -> dict[str, Any]:
    webhook = state.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }
    if state.updates.allowed:
        info["allowed_updates"] = list(state.updates.allowed)
    if webhook is not None:
        info["max_connections"] = webhook.max_connections
        if webhook.failed_at is not None:
            info["last_error_date"] = timestamp(webhook.failed_at)
            info["last_error_message"] = webhook.error
    return info


def _change(state: State, webhook: Webhook | None, *, drop: bool) -> bool:
    if drop:
        state.updates.clear()
    state.webhook = webhook
    state.tell(EventKind.WEBHOOK, text=webhook.url if webhook else "")
    return True


def _pause_between(state: State) -> None:
    now, before = state.now(), state.webhook_set_at
    if before is not None and timedelta() <= now - before < SET_AGAIN_AFTER:
        raise too_many(1)
    state.webhook_set_at = now


def _read_allowed(state: State, arguments: Arguments) -> None:
    """Remembered until the next time somebody says it; unreadable lists change nothing."""
    kinds = arguments.value("allowed_updates")
    if kinds is not NOT_JSON and isinstance(kinds, list):
        state.updates.allow(str(kind) for kind in kinds)


def _is_secure(url: str) -> bool:
    """https, or plain http to this machine, as a Bot API server of one's own allows."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
