"""What people do on their phones, one address for each deed."""

from collections.abc import Callable

from aiohttp import web

from playground.files import LARGEST_PHOTO, LARGEST_UPLOAD
from playground.phones import Phone
from playground.refusals import Refused
from playground.telegram import Telegram
from playground.web.bodies import Body, Reason, Said, answered, read_body, read_file
from playground.web.chat_json import chat_json
from playground.web.office import Office

LONGEST_DATA = 64
LONGEST_STICKER = 16
NOBODY = "Nobody has this phone."

Deed = Callable[[Phone, Body], object]


def _edits(phone: Phone, body: Body) -> None:
    message_id, text = body.integer("message_id"), body.text("text")
    if not any(message["message_id"] == message_id for message in phone.messages):
        raise Said(409, "This message is not there any more.", reason=Reason.GONE)
    phone.edits(message_id, text)


def _presses(phone: Phone, body: Body) -> None:
    data = body.text("data")
    if not 0 < len(data.encode()) <= LONGEST_DATA:
        raise Said(400, f"A button carries 1 to {LONGEST_DATA} bytes.")
    phone.presses_data(data, body.integer("message_id"))


def _keyboard(phone: Phone, body: Body) -> None:
    if body.given("request") and body.text("request") == "contact":
        phone.shares_contact()
    else:
        phone.says(body.text("text"))


def _location(phone: Phone, body: Body) -> None:
    latitude, longitude = body.number("latitude"), body.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004
        raise Said(400, "There is no such place on earth.")
    phone.sends_location(latitude, longitude)


def _sticker(phone: Phone, body: Body) -> None:
    emoji = body.text("emoji")
    if not 0 < len(emoji) <= LONGEST_STICKER:
        raise Said(400, "A sticker is one emoji.")
    phone.sends_sticker(emoji)


def _language(phone: Phone, body: Body) -> None:
    code = body.text("code")
    if not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= LONGEST_STICKER):
        raise Said(400, "A language is a code such as zh-hans or en.")
    phone.speaks(code.lower())


_DEEDS: dict[str, Deed] = {
    "says": lambda phone, body: phone.says(body.text("text")),
    "presses": _presses,
    "keyboard": _keyboard,
    "location": _location,
    "sticker": _sticker,
    "edits": _edits,
    "starts": lambda phone, _: phone.starts(),
    "blocks": lambda phone, _: phone.blocks(),
    "unblocks": lambda phone, _: phone.unblocks(),
    "language": _language,
}


_WHY: dict[type[Exception], Reason] = {
    ValueError: Reason.EMPTY,
    LookupError: Reason.NO_BUTTON,
    PermissionError: Reason.NOT_YOURS,
    RuntimeError: Reason.BLOCKED,
}
"""How a phone says no."""


class Phones:
    def __init__(self, telegram: Telegram, office: Office) -> None:
        self._telegram, self._office = telegram, office

    def routes(self) -> list[web.RouteDef]:
        one = r"/api/phones/{phone:\d{1,15}}"
        return [
            web.get(one, self._shows),
            web.post(one + "/photo", self._sends_photo),
            web.post(one + "/document", self._sends_document),
            web.post(one + "/{deed:[a-z]+}", self._does),
        ]

    async def _shows(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        person = await self._office.person(phone.user_id)
        if person is None:
            raise Said(404, NOBODY)
        return answered(chat_json(phone, person))

    async def _does(self, request: web.Request) -> web.Response:
        deed = _DEEDS.get(request.match_info["deed"])
        if deed is None:
            raise web.HTTPNotFound
        body, phone = await read_body(request), self._phone(request)
        return _done(lambda: deed(phone, body))

    async def _sends_photo(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        _, content, caption = await read_file(request, largest=LARGEST_PHOTO)
        return _done(lambda: phone.sends_photo(content, caption))

    async def _sends_document(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        name, content, caption = await read_file(request, largest=LARGEST_UPLOAD)
        return _done(lambda: phone.sends_document(name, content, caption))

    def _phone(self, request: web.Request) -> Phone:
        phone = self._telegram.phones.get(int(request.match_info["phone"]))
        if phone is None:
            raise Said(404, NOBODY)
        return phone


def _done(deed: Callable[[], object]) -> web.Response:
    try:
        deed()
    except Refused as refused:
        text = f"The messenger does not take it: {refused.description}."
        raise Said(409, text, reason=Reason.NOT_TAKEN) from None
    except tuple(_WHY) as error:
        why = next(why for kind, why in _WHY.items() if isinstance(error, kind))
        raise Said(409, _sentence(error), reason=why) from None
    return answered({"ok": True})


def _sentence(error: BaseException) -> str:
    said = str(error.args[0]) if error.args else "This cannot be done"
    return said[:1].upper() + said[1:].rstrip(".") + "."
