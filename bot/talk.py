"""One person's conversation while one update is handled: read once, written once if it changed."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey


class Talk(BaseStorage):
    """An aiogram storage of a single conversation; the database is behind it, not in it."""

    def __init__(self, state: str | None, data: Mapping[str, Any]) -> None:
        self.state, self.data = state, dict(data)
        self._before = (state, dict(data))

    @property
    def has_changed(self) -> bool:
        return (self.state, self.data) != self._before

    def context(self, *, bot_id: int, chat_id: int) -> FSMContext:
        return FSMContext(self, StorageKey(bot_id=bot_id, chat_id=chat_id, user_id=chat_id))

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self.state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        return self.state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self.data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self.data)

    async def close(self) -> None:
        """Nothing is held open."""
