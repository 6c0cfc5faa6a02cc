"""One person's side of the conversation: what they type, press, see."""

from typing import TYPE_CHECKING

from playground.phones import Phone
from playground.telegram import TOKEN

if TYPE_CHECKING:
    from tests.kit.house import House


class Someone:
    """Every act lets the office settle and returns what the person then sees."""

    def __init__(self, house: "House", phone: Phone, person_id: int) -> None:
        self.house, self.phone, self.person_id = house, phone, person_id

    async def says(self, text: str) -> str:
        self.phone.says(text)
        return await self._then()

    async def confirms(self, text: str) -> str:
        """Say something whose page is then confirmed."""
        await self.says(text)
        return await self.presses("确认")

    async def presses(self, label: str) -> str:
        """Press the newest button of that name; a pop-up answer is what is then seen."""
        return await self._pressed(lambda: self.phone.presses(label))

    async def forges(self, data: str, message_id: int | None = None) -> str:
        at = message_id or self.phone.messages[-1]["message_id"]
        return await self._pressed(lambda: self.phone.presses_data(data, at))

    async def _pressed(self, press) -> str:
        before = len(self.phone.popups)
        press()
        seen = await self._then()
        return self.phone.popups[-1] if len(self.phone.popups) > before else seen

    async def does(self, act: str, *args, **kwargs) -> str:
        """Anything else a phone can do: shares_contact, sends_photo, sends_sticker…"""
        getattr(self.phone, act)(*args, **kwargs)
        return await self._then()

    async def _then(self) -> str:
        await self.house.settle()
        return self.sees()

    def sees(self) -> str:
        return self.phone.sees()

    def buttons(self) -> list[str]:
        return self.phone.buttons()

    def heard(self, part: str) -> bool:
        """Whether any message the bot sent holds these words."""
        return any(part in text for text in self.texts())

    def texts(self) -> list[str]:
        return [
            message.get("text", message.get("caption", ""))
            for message in self.phone.messages
            if message["from"]["is_bot"]
        ]

    def menu(self) -> list[str]:
        """The commands beside the field of writing."""
        scope = {"type": "chat", "chat_id": self.phone.user_id}
        found = self.house.telegram.call(TOKEN, "getMyCommands", {"scope": scope})
        return [each["command"] for each in found]

    def files(self) -> list[tuple[str, bytes]]:
        """Names and contents of the documents the bot sent, oldest first."""
        kept = self.house.telegram.state.files
        sent = [each["document"] for each in self.phone.messages if "document" in each]
        return [(file["file_name"], kept.get(file["file_id"]).content) for file in sent]
