"""aiogram's types are built when they are first used, not all 444 while it is imported."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

_build: Callable[..., bool | None] = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]
_names: dict[str, Any] = {}


def build_on_use() -> None:
    """To be called before aiogram is imported; afterwards it changes nothing."""
    BaseModel.model_rebuild = classmethod(_rebuild)  # type: ignore[assignment, method-assign]


def _rebuild(cls: type[BaseModel], /, **how: Any) -> bool | None:
    """While aiogram is imported it tells the names its types go by; whoever uses one builds it."""
    if not any(base.__module__.startswith("aiogram.") for base in cls.__mro__):
        how["_parent_namespace_depth"] = how.get("_parent_namespace_depth", 2) + 1
        return _build(cls, **how)
    if "_types_namespace" in how:
        _names.update({} if _names else how["_types_namespace"])
        return None
    return _build(cls, **how, _types_namespace=_names)
