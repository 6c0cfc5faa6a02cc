"""Everybody presses every button and types everything: breadth first, from a lived day."""

import re
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from playground.screens import inline_buttons
from tests.kit.house import House
from tests.kit.said import faults_of
from tests.kit.someone import Someone

_WRONG_ROWS = (
    "SELECT error FROM inbox WHERE state = 'dead' OR tries > 0",
    "SELECT error FROM outbox WHERE state = 'failed' OR tries > 0",
    "SELECT error FROM occurrence WHERE state = 'failed'",
)
ROLL_WORD = "«到»"
"""Answers the roll, whatever else is being asked."""
Path = tuple[str, ...]
Seen = frozenset[tuple[int, str]]


@dataclass(frozen=True)
class Moment:
    """The database, every chat and the hour, to come back to."""

    database: bytes
    chats: Mapping[int, Mapping[str, Any]]
    at: datetime


@dataclass(frozen=True)
class Deed:
    """`once` says that this is tried a single time wherever it would be the same."""

    name: str
    do: Callable[[Someone], object]
    once: str = ""
    is_press: bool = False
    again: bool = False


@dataclass(frozen=True)
class Place:
    """Where somebody is: what led there, and the message with the buttons they look at."""

    who: str
    path: Path
    step: str | None
    message_id: int
    seen: Seen
    moment: Moment


@dataclass(frozen=True, order=True)
class Fault:
    what: str
    path: Path
    said: str


@dataclass
class Crawler:
    """`deeds` counts what was done, `reached` the screens that were seen; buttons before words."""

    house: House
    words: Mapping[str, Callable[[Someone], object]]
    commands: tuple[str, ...]
    people: frozenset[str]
    given: frozenset[str]
    names: re.Pattern[str]
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    reached: set[tuple[str, ...]] = field(default_factory=set)
    pressed: set[str] = field(default_factory=set)
    tried: set[tuple[str, ...]] = field(default_factory=set)
    places: deque[Place] = field(default_factory=deque)
    talks: deque[tuple[Place, Iterator[Deed]]] = field(default_factory=deque)
    alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    enough: int = 2
    deeds: int = 0
    languages: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def on(cls, house: House, **given: Any) -> "Crawler":
        crawler = cls(house, **given)
        async with house.app.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            crawler.database = raw.driver_connection._open()
        crawler._moves_into_memory()
        return crawler

    def _moves_into_memory(self) -> None:
        """From its file, whose header speaks of a log beside it, which memory does not have."""
        kept = bytearray(self.database.serialize())
        kept[18:20] = b"\x01\x01"
        self.database.deserialize(bytes(kept))

    def remembers(self) -> Moment:
        chats = {
            at: vars(chat) | {"messages": dict(chat.messages), "popups": list(chat.popups)}
            for at, chat in self.house.telegram.state.chats.items()
        }
        return Moment(zlib.compress(self.database.serialize(), 1), chats, self.house.clock.now())

    def returns_to(self, moment: Moment) -> None:
        self.database.deserialize(zlib.decompress(moment.database))
        for at, chat in self.house.telegram.state.chats.items():
            kept = moment.chats[at]
            copied = {"messages": dict(kept["messages"]), "popups": list(kept["popups"])}
            vars(chat).update(kept | copied)
        self.house.clock.move_to(moment.at)
        self.house.ticked_at = self.house.now

    def starts(self, name: str) -> None:
        """From here, whatever lies open in everybody's chat is pressed and everything typed."""
        moment = self.remembers()
        for who in sorted(self.people):
            for message in self._messages(who):
                self._arrives(who, (name,), message, frozenset(), moment)
            self._arrives(who, (name,), {"message_id": 0}, frozenset(), moment)

    async def crawls(self, *, seconds: float = 1e9, deeds: int = 10**9) -> None:
        end = monotonic() + seconds
        while (self.places or self.talks) and monotonic() < end and self.deeds < deeds:
            if self.places:
                place = self.places.popleft()
                self.talks.append((place, self._words(place)))
                for deed in self._presses(place):
                    await self._does(place, deed)
            else:
                await self._says_one_more()

    async def _says_one_more(self) -> None:
        """In turn, so that everybody has a word before somebody has said all."""
        place, words = self.talks.popleft()
        for deed in words:
            if (place.who, deed.once) not in self.tried:
                self.tried.add((place.who, deed.once))
                self.talks.append((place, words))
                await self._does(place, deed)
                return

    def _messages(self, who: str) -> list[dict[str, Any]]:
        bot = self.house.telegram.state.bot["id"]
        return [m for m in self.house.people[who].phone.messages if m["from"]["id"] == bot]

    def _presses(self, place: Place) -> Iterator[Deed]:
        self.returns_to(place.moment)
        who, step = place.who, place.step or ""
        shown = self.house.people[who].phone._chat.messages.get(place.message_id, {})
        tried = set()
        for button in inline_buttons(shown):
            alike, label = self._alike(who, step, button), button["text"]
            if alike not in tried and self.alike[alike] < self.enough:
                tried.add(alike)
                self.alike[alike] += 1
                press = _press(place.message_id, button["callback_data"], f"[{label}]")
                yield replace(press, again=self.alike[alike] == 1)

    def _words(self, place: Place) -> Iterator[Deed]:
        step = place.step or ""
        for said in self.commands:
            if not step or " " not in said:
                yield Deed(said, partial(_types, said=said), once=f"{said} {step}")
        for name, act in self.words.items():
            yield Deed(f"«{name}»", act, once=f"{name} {step}")
        for message_id, data in sorted(place.seen):
            prefix = data.partition(":")[0]
            once = f"stale {prefix} {step}"
            yield replace(_press(message_id, data, f"(old {data})"), once=once)

    async def _does(self, place: Place, deed: Deed) -> None:
        self.returns_to(place.moment)
        path = (*place.path, f"{place.who} {deed.name}")
        seen = place.seen | self._buttons(place)
        await self._once(place, deed, path, seen)
        if deed.again:
            await self._once(place, deed, (*path, "the same again"), seen)

    async def _once(self, place: Place, deed: Deed, path: Path, seen: Seen) -> None:
        before, popups, asked = self._all(), self._popups(), len(self.house.telegram.state.presses)
        self.deeds += 1
        try:
            deed.do(self.house.people[place.who])
        except LookupError:
            return
        await self.house._turn()
        self._learns_languages()
        changed = self._changed(before, popups)
        if not deed.is_press and not any(who == place.who for who, _, _ in changed):
            self._blames("no answer", path, "")
        if len(self.house.telegram.state.presses) > asked:
            self._blames("the press is not answered", path, "")
        self._looks_at_rows(path)
        self._keeps_the_question(place, deed, path, changed)
        moment = None
        for who, language, said in changed:
            self._reads(who, language, said, path)
            if said.get("message_id") and self._is_new(who, said):
                moment = moment or self.remembers()
                self._arrives(who, path, said, seen if who == place.who else frozenset(), moment)

    def _all(self) -> dict[tuple[str, int], Any]:
        people = self.house.people
        return {(who, m["message_id"]): m for who in people for m in self._messages(who)}

    def _popups(self) -> dict[str, int]:
        return {who: len(one.phone.popups) for who, one in self.house.people.items()}

    def _changed(self, before: Mapping, popups: Mapping) -> list[tuple[str, str, dict[str, Any]]]:
        found = [
            (at[0], m)
            for at, m in self._all().items()
            if before.get(at) is not m and _is_said(before.get(at), m)
        ]
        for who, one in self.house.people.items():
            said = one.phone.popups[popups[who] :]
            found += [(who, {"text": text, "popup": True}) for text in said]
        return [(who, self.languages[who], m) for who, m in found]

    def _buttons(self, place: Place) -> Seen:
        shown = self.house.people[place.who].phone._chat.messages.get(place.message_id, {})
        return frozenset((place.message_id, b["callback_data"]) for b in inline_buttons(shown))

    def step_of(self, who: str) -> str | None:
        at = self.house.people[who].phone.user_id
        found = self.database.execute("SELECT state FROM conversation WHERE chat_id = ?", [at])
        return next((state for (state,) in found), None)

    def _arrives(
        self, who: str, path: Path, message: Mapping[str, Any], seen: Seen, moment: Moment
    ) -> None:
        """A screen with a button that nobody has pressed yet is looked at first."""
        self.reached.add(self._key(who, message))
        step, buttons = self.step_of(who), inline_buttons(message)
        alike = {self._alike(who, step or "", button) for button in buttons}
        if alike or step or not message["message_id"]:
            self.pressed |= {prefix for _, _, prefix, _ in alike}
            place = Place(who, path, step, message["message_id"], seen, moment)
            is_news = any(not self.alike[each] for each in alike)
            (self.places.appendleft if is_news else self.places.append)(place)

    def _key(self, who: str, message: Mapping[str, Any]) -> tuple[str, ...]:
        text, labels = _text(message)
        said = (masked(each, self.names) for each in (text, *labels))
        return (who, self.step_of(who) or "", *said)

    def _is_new(self, who: str, message: Mapping[str, Any]) -> bool:
        return who in self.people and self._key(who, message) not in self.reached

    def _alike(self, who: str, step: str, button: Mapping[str, Any]) -> tuple[str, str, str, str]:
        prefix = button["callback_data"].partition(":")[0]
        return who, step, prefix, masked(button["text"], self.names)

    def _reads(self, who: str, language: str, message: Mapping[str, Any], path: Path) -> None:
        text = message.get("text", message.get("caption", ""))
        labels = [button["text"] for button in inline_buttons(message)]
        if len(labels) > 6 or not all(labels) or len(set(labels)) < len(labels):
            self._blames("buttons", path, f"{text}\n{labels}")
        if not text:
            self._blames("an empty message", path, "")
        for said in (text, *labels):
            for fault in faults_of(said, language=language, kept=self.given):
                self._blames(f"{fault} ({language})", path, said)

    def _keeps_the_question(self, place: Place, deed: Deed, path: Path, changed: list) -> None:
        step = self.step_of(place.who)
        if deed.name == "/cancel" and step:
            self._blames("cannot be left", path, step)
        mine = [m for who, _, m in changed if who == place.who and not m.get("popup")]
        is_word = deed.name.startswith("«") and deed.name != ROLL_WORD
        stays = is_word and step and step == place.step and mine
        if stays and not any(inline_buttons(m) for m in mine):
            self._blames("the question is not asked again", path, mine[-1].get("text", ""))

    def _learns_languages(self) -> None:
        spoken = dict(self.database.execute("SELECT telegram_id, language FROM person"))
        for who, one in self.house.people.items():
            self.languages[who] = spoken.get(one.phone.user_id) or "zh"

    def _looks_at_rows(self, path: Path) -> None:
        for wrong in _WRONG_ROWS:
            for (reason,) in self.database.execute(wrong):
                self._blames(f"{wrong}: {reason}", path, "")

    def _blames(self, what: str, path: Path, said: str) -> None:
        key = (what, masked(said, self.names) or path[-1])
        known = self.faults.get(key)
        if known is None or len(path) < len(known.path):
            self.faults[key] = Fault(what, path, said)


def _types(one: Someone, *, said: str) -> object:
    return one.phone.says(said)


def _press(message_id: int, data: str, name: str) -> Deed:
    return Deed(name, lambda one: one.phone.presses_data(data, message_id), is_press=True)


def _is_said(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Not where only buttons were taken away."""
    if before is None:
        return True
    text, labels = _text(after)
    return text != _text(before)[0] or bool(labels and labels != _text(before)[1])


def _text(message: Mapping[str, Any]) -> tuple[str, list[str]]:
    labels = [button["text"] for button in inline_buttons(dict(message))]
    return str(message.get("text", message.get("caption", ""))), labels


def masked(text: str, names: re.Pattern[str]) -> str:
    """The screen apart from who and how many: numbers and names are set aside."""
    return re.sub(r"[\d#]+(, #|、#)*", "#", names.sub("#", text))


def report(faults: Iterable[Fault]) -> str:
    return "\n".join(f"{f.what}\n    {' → '.join(f.path)}\n    {f.said!r}" for f in sorted(faults))
