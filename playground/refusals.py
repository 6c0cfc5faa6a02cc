"""What the platform says when it will not do what it was asked, word for word."""

import math
from collections.abc import Mapping
from typing import Any

SERVER_ERROR = "Internal Server Error"


class Refused(Exception):
    def __init__(
        self, code: int, description: str, parameters: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})

    def json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(reason: str, parameters: Mapping[str, Any] | None = None) -> Refused:
    return Refused(400, f"Bad Request: {_lowered(reason)}", parameters)


def forbidden(reason: str) -> Refused:
    return Refused(403, f"Forbidden: {_lowered(reason)}")


def conflict(reason: str) -> Refused:
    return Refused(409, f"Conflict: {_lowered(reason)}")


def unauthorized() -> Refused:
    return Refused(401, "Unauthorized")


def unknown_method() -> Refused:
    return Refused(404, "Not Found: method not found")


def too_large() -> Refused:
    return Refused(413, "Request Entity Too Large")


def too_many(seconds: float) -> Refused:
    wait = max(1, math.ceil(seconds))
    return Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})


def restarting() -> Refused:
    return Refused(500, f"{SERVER_ERROR}: restart")


def _lowered(reason: str) -> str:
    """Codes such as BUTTON_DATA_INVALID keep their capitals; sentences lose the first one."""
    is_code = len(reason) > 1 and (reason[1].isupper() or reason[1] == "_")
    return reason if is_code else reason[:1].lower() + reason[1:]
