"""Which addresses the platform takes for links, and how it writes them."""

import re

_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):(?://)?")
_HOST = re.compile(r"^(?:[^@/?#]*@)?([^:/?#]+)(?::(\d{1,5}))?(?=[/?#]|$)")
_OWN_SCHEMES = frozenset({"tg", "ton", "tonsite"})
_WEB_SCHEMES = frozenset({"http", "https"})
WRONG_URL = "Wrong HTTP URL"


def checked_link(link: str) -> tuple[str | None, str]:
    """The address in full, or None and the platform's reason."""
    scheme = _SCHEME.match(link)
    if scheme is None or "." in scheme[1] or not scheme[0].endswith("//"):
        return _web_link("http://", link)
    name = scheme[1].lower()
    rest = link[scheme.end() :]
    if name in _OWN_SCHEMES:
        return f"{name}://{rest}", ""
    if name not in _WEB_SCHEMES:
        return None, "Unsupported URL protocol"
    return _web_link(f"{name}://", rest)


def _web_link(scheme: str, rest: str) -> tuple[str | None, str]:
    host = _HOST.match(rest)
    if not rest:
        return None, "URL host is empty"
    if host is None or not is_named_host(host[1]) or re.search(r"\s", rest):
        return None, WRONG_URL
    tail = rest[host.end() :]
    return scheme + rest[: host.end()] + (tail if tail.startswith("/") else f"/{tail}"), ""


def is_named_host(host: str) -> bool:
    """A host needs a dot inside: the platform knows no `localhost`."""
    return "." in host.strip(".") and ".." not in host
