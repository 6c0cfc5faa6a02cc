"""What a caller wrote in a request, read alike whether it came as form fields or as JSON."""

import json
import re
from collections.abc import Mapping
from typing import Any

from playground.files import Upload
from playground.refusals import bad_request

_TRUE = frozenset({"true", "yes", "1"})
_INTEGER = re.compile(r"\s*([+-]?\d{1,19})")
ATTACHED = "attach://"
NOT_JSON = object()


class Arguments:
    def __init__(self, params: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self._params = params
        self._files = files

    def has(self, name: str) -> bool:
        return bool(self.text(name))

    def text(self, name: str, default: str = "") -> str:
        match self._params.get(name):
            case None:
                return default
            case str(value):
                return _checked(value)
            case bool(value):
                return "true" if value else "false"
            case value:
                return json.dumps(value, ensure_ascii=False)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in _TRUE

    def integer(self, name: str, default: int = 0) -> int:
        """As the platform reads numbers: what does not begin with one is nought."""
        written = self.text(name)
        if not written:
            return default
        found = _INTEGER.match(written)
        return int(found[1]) if found else 0

    def value(self, name: str) -> Any:
        """The JSON value of a parameter; None when absent, NOT_JSON when it cannot be read."""
        raw = self._params.get(name)
        if not isinstance(raw, str):
            return raw
        if not raw.strip():
            return None
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            return NOT_JSON

    def upload(self, name: str) -> Upload | None:
        if name in self._files:
            return self._files[name]
        return self._files.get(self.text(name).removeprefix(ATTACHED))


def _checked(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as broken:
        raise bad_request("Strings must be encoded in UTF-8") from broken
    return text
