"""The chats as they happen, line by line: who, what, which button."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from playground.screens import inline_buttons
from playground.state import Event, EventKind
from playground.telegram import Telegram

BOT = "点卯"
LEGEND = "“…” 打字 typed   ▸ 按钮 pressed   → 收到 received   ✎ 改写 changed"
"""On one line of a narrow terminal."""
FROM_HERE = "自己在浏览器里走一遍 Play it yourself in the browser: make demo"


class Terminal:
    def __init__(
        self, telegram: Telegram, *, now: Callable[[], datetime], zone: tzinfo, console: Console
    ) -> None:
        self._telegram, self._now, self._zone, self._console = telegram, now, zone, console

    def opens(self) -> None:
        self._console.print(Text(LEGEND, style="dim"))

    def closes(self) -> None:
        self._console.print()
        self._console.print(Text(FROM_HERE, style="dim"))

    def chapter(self, title: str) -> None:
        self._console.print()
        self._console.rule(Text(f"{self._hour()}  {title}", style="bold"), style="dim")

    def acts(self, name: str, deed: str) -> None:
        """What a person does on their phone."""
        self._console.print(
            Text.assemble((f"{self._hour()} ", "dim"), (name, "bold cyan"), f" {deed}")
        )

    def hears(self, event: Event) -> None:
        match event:
            case Event(kind=EventKind.SENT, message=dict() as sent) if sent["from"]["is_bot"]:
                self._shows(event.chat_id, sent, mark="→")
            case Event(kind=EventKind.EDITED, message=dict() as edited) if _says_anything(edited):
                self._shows(event.chat_id, edited, mark="✎")
            case Event(kind=EventKind.ANSWERED, text=text) if text:
                self._console.print(Padding(Text(f"({text})", style="italic"), (0, 0, 0, 6)))

    def _shows(self, chat_id: int, message: dict[str, object], *, mark: str) -> None:
        name = self._telegram.state.chats[chat_id].title
        who = Text.assemble((f"{self._hour()} ", "dim"), (BOT, "bold green"), f" {mark} ", name)
        self._console.print(who)
        text = Text(str(message.get("text", message.get("caption", "🖼"))))
        _bolden(text, message)
        self._console.print(Padding(text, (0, 0, 0, 6)))
        if labels := [button["text"] for button in inline_buttons(message)]:
            shown = Text("  ".join(f"[{label}]" for label in labels), style="yellow")
            self._console.print(Padding(shown, (0, 0, 0, 6)))

    def _hour(self) -> str:
        return f"{self._now().astimezone(self._zone):%H:%M}"


def _says_anything(message: dict[str, object]) -> bool:
    return bool(message.get("text") or message.get("caption"))


def _bolden(text: Text, message: dict[str, object]) -> None:
    entities = message.get("entities", message.get("caption_entities", []))
    units = text.plain.encode("utf-16-le")
    for entity in entities if isinstance(entities, list) else []:
        if entity["type"] == "bold":
            start = len(units[: 2 * entity["offset"]].decode("utf-16-le"))
            end = entity["offset"] + entity["length"]
            text.stylize("bold", start, len(units[: 2 * end].decode("utf-16-le")))
