"""Why messages do not reach a person, in the office's terms."""

from enum import StrEnum


class Silence(StrEnum):
    BLOCKED = "blocked"
    GONE = "gone"
    NEVER_STARTED = "never_started"
    REFUSED = "refused"


_SIGNS = (
    ("blocked", Silence.BLOCKED),
    ("deactivated", Silence.GONE),
    ("chat not found", Silence.GONE),
    ("PEER_ID_INVALID", Silence.GONE),
    ("initiate conversation", Silence.NEVER_STARTED),
)


def why_silent(reason: str) -> Silence:
    """From the platform's own words."""
    return next((why for sign, why in _SIGNS if sign in reason), Silence.REFUSED)
