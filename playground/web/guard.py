"""Only this machine's own page may ask: no other site, no other name for this address."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from playground.web.bodies import Said, refused

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
READING = frozenset({"GET", "HEAD"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    def __init__(self, host: str) -> None:
        self._host = host.strip("[]").lower()

    @web.middleware
    async def checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._is_ours(request.host):
            raise Said(403, "This page answers only under its own address.")
        if request.method not in READING and not _is_same_origin(request):
            raise Said(403, "Only the page itself may ask for this.")
        return await handler(request)

    def _is_ours(self, address: str) -> bool:
        try:
            name = urlsplit(f"//{address}").hostname or ""
        except ValueError:
            return False
        return name in {"localhost", self._host} or self._is_address(name)

    def _is_address(self, name: str) -> bool:
        """Names can be made to point here by anybody; loopback addresses cannot."""
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self._host in {"0.0.0.0", "::"}  # noqa: S104


def _is_same_origin(request: web.Request) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.host}"


@web.middleware
async def in_sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever is refused is refused in JSON: a code and one sentence."""
    try:
        return await handler(request)
    except Said as said:
        return refused(said)
    except web.HTTPRequestEntityTooLarge:
        return refused(Said(413, "That is too much for one request."))
    except web.HTTPNotFound:
        return refused(Said(404, "There is nothing here."))
    except web.HTTPMethodNotAllowed:
        return refused(Said(405, "This cannot be asked in this way."))


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
