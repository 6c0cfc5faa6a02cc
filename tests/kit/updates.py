"""Random updates of every kind that aiogram knows, made from its own schema."""

import types
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.types import Update
from aiogram.types.base import TelegramObject
from pydantic_core import PydanticUndefined

KINDS = tuple(name for name in Update.model_fields if name != "update_id")
USUAL = ("message", "callback_query", "my_chat_member")
SIGNS = "王a1 \x00\ud83d\u202e\u200b'\"%_\\<&{}\n，👮"
MOST = 3
"""Optional fields of an object that are given at once."""
DEEP = 4


class Chance:
    """`said` are texts and `pressed` buttons that mean something in this office."""

    def __init__(self, seed: int, *, said: Sequence[str], pressed: Sequence[str]) -> None:
        self.dice, self.said, self.pressed = Random(seed), said, pressed

    def update(self, number: int, sender: int) -> dict[str, Any]:
        Update.model_rebuild()
        kind = self.dice.choice(USUAL if self.dice.random() < 0.6 else KINDS)
        body = self._made(Update.model_fields[kind].annotation, DEEP)
        return {"update_id": number, kind: sent_by(sender, body)}

    def _object(self, of: type[TelegramObject], depth: int) -> dict[str, Any]:
        of.model_rebuild()
        must = [n for n, f in of.model_fields.items() if f.default is PydanticUndefined]
        may = [n for n in of.model_fields if n not in must]
        some = self.dice.sample(may, min(MOST, len(may))) if depth > 0 else []
        return {of.model_fields[n].alias or n: self._field(of, n, depth) for n in must + some}

    def _field(self, of: type[TelegramObject], name: str, depth: int) -> Any:
        if name in {"text", "data"} and self.dice.random() < 0.8:
            return self.dice.choice(self.said if name == "text" else self.pressed)
        return self._made(of.model_fields[name].annotation, depth - 1)

    def _made(self, of: Any, depth: int) -> Any:
        origin, parts = get_origin(of), get_args(of)
        if origin in {Union, types.UnionType}:
            return self._made(self.dice.choice([p for p in parts if p is not type(None)]), depth)
        if origin is Annotated:
            return self._made(parts[0], depth)
        if origin is Literal:
            return self.dice.choice(parts)
        if origin is list:
            return [self._made(parts[0], depth - 1)] * self.dice.randint(0, 2)
        if isinstance(of, type) and issubclass(of, TelegramObject):
            return self._object(of, depth)
        return self._plain(of)

    def _plain(self, of: Any) -> Any:
        dice = self.dice
        if isinstance(of, type) and issubclass(of, Enum):
            return dice.choice([each.value for each in of])
        if of is bool:
            return dice.random() < 0.5
        if of in {datetime, timedelta}:
            return dice.choice([0, 1_700_000_000, 2_000_000_000, -1, 10**15])
        if of is int:
            return dice.choice([0, 1, 7, -1, 2**31, 2**63, 10**30])
        if of is float:
            return dice.choice([0.0, 39.9, -181.5, 1e300])
        return "".join(dice.choices(SIGNS, k=dice.randint(0, 40)))


def sent_by(sender: int, body: Any) -> Any:
    """From that person, in their own chat, as the platform guarantees it; all else is random."""
    if not isinstance(body, dict):
        return body
    user = {"id": sender, "is_bot": False, "first_name": "某人"}
    chat = {"id": sender, "type": "private", "first_name": "某人"}
    told = {name: user for name in ("from", "user", "actor_user") if name in body}
    told |= {"chat": chat, "from": user} if "chat" in body else {}
    message = {"message": sent_by(sender, body["message"])} if "message" in body else {}
    return body | told | message
