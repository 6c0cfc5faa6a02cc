"""Where an update goes: one look-up by command, button or step, and who may go there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member, Role
from domain.refusals import NotAllowed
from domain.registration import NotRegistered
from views.screen import Reply, Screen
from views.texts import Texts

Handler = Callable[..., Awaitable[Reply | Screen | None]]

ANYONE: frozenset[Role] | None = None
"""Strangers too."""
MEMBERS = frozenset(Role)
AUXILIARIES = frozenset({Role.AUXILIARY})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Route:
    call: CallableObject
    may: frozenset[Role] | None

    def admits(self, me: Member | None) -> bool:
        return self.may is None or (me is not None and me.is_any(self.may))

    async def go(self, event: object, me: Member | None, data: Mapping[str, Any]) -> Any:
        if not self.admits(me):
            raise NotAllowed if me else NotRegistered
        return await self.call.call(event, **data)


class Press(NamedTuple):
    data: type[CallbackData]
    step: str | None
    route: Route


class Ask(NamedTuple):
    """One of those who press the same button at once."""

    press: Any
    me: Member
    said_at: datetime
    t: Texts


Together = Callable[[Sequence[Ask], AsyncSession], Awaitable[list[Reply]]]
"""One reply to each, in their order; what one of them is refused, none of them has done."""


class Crowd(NamedTuple):
    data: type[CallbackData]
    call: Together
    may: frozenset[Role]


@dataclass
class Routes:
    """Filled by the conversations at the start; a key that is taken twice stops it."""

    commands: dict[str, Route] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    steps: dict[str, Route] = field(default_factory=dict)
    questions: dict[str, Route] = field(default_factory=dict)
    keyboards: set[str] = field(default_factory=set)
    words: dict[str, Route] = field(default_factory=dict)
    kinds: dict[str, Route] = field(default_factory=dict)
    strays: dict[str, Route] = field(default_factory=dict)
    crowds: dict[str, Crowd] = field(default_factory=dict)
    edits: list[Route] = field(default_factory=list)
    numbers: dict[int, Route] = field(default_factory=dict)

    def command(self, name: str, handler: Handler, *, may: frozenset[Role] | None) -> None:
        self._add(self.commands, name, _route(handler, may))

    def press(
        self,
        data: type[CallbackData],
        handler: Handler,
        *,
        may: frozenset[Role] | None,
        step: State | None = None,
    ) -> None:
        """A button; one that belongs to a step of a conversation is over in any other."""
        state = step.state if step else None
        self._add(self.presses, data.__prefix__, Press(data, state, _route(handler, may)))

    def crowd(self, data: type[CallbackData], handler: Together, *, may: frozenset[Role]) -> None:
        """A button that very many press at once: those who come together are answered at once."""
        self.press(data, _alone(handler), may=may)
        self._add(self.crowds, data.__prefix__, Crowd(data, handler, may))

    def step(
        self,
        state: State,
        handler: Handler,
        *,
        asks: Handler,
        may: frozenset[Role] | None = MEMBERS,
        keyboard: bool = False,
    ) -> None:
        """What is typed while a question is open; `asks` draws that question once more.

        `keyboard`: with a button of the platform's own, which goes only when it is taken away.
        """
        self._add(self.steps, state.state or "", _route(handler, may))
        self._add(self.questions, state.state or "", _route(asks, may))
        if keyboard:
            self.keyboards.add(state.state or "")

    def word(self, word: str, handler: Handler, *, may: frozenset[Role]) -> None:
        self._add(self.words, word, _route(handler, may))

    def kind(self, content_type: str, handler: Handler, *, may: frozenset[Role] | None) -> None:
        """Messages of a kind that has one meaning unless a question is open, such as a contact."""
        self._add(self.kinds, content_type, _route(handler, may))

    def stray(self, content_type: str, handler: Handler, *, may: frozenset[Role] | None) -> None:
        """Messages of a kind that nobody asked for, sent outside any conversation."""
        self._add(self.strays, content_type, _route(handler, may))

    def edited(self, handler: Handler, *, may: frozenset[Role]) -> None:
        """A text edited in the chat is offered to each in turn, until one knows the message."""
        self.edits.append(_route(handler, may))

    def digits(self, count: int, handler: Handler, *, may: frozenset[Role]) -> None:
        """So many digits typed while no question is open."""
        self._add(self.numbers, count, _route(handler, may))

    @staticmethod
    def _add(table: dict[Any, Any], key: object, route: object) -> None:
        if key in table:
            raise ValueError(f"{key} is routed twice")
        table[key] = route


@cache
def _alone(handler: Together) -> Handler:
    async def alone(
        query: CallbackQuery,
        press: CallbackData,
        session: AsyncSession,
        me: Member,
        said_at: datetime,
        t: Texts,
    ) -> Reply:
        (reply,) = await handler([Ask(press, me, said_at, t)], session)
        return reply

    return alone


@cache
def _route(handler: Handler, may: frozenset[Role] | None) -> Route:
    """Inspected once, however many bots are built in one process."""
    return Route(CallableObject(handler), may)
