"""People whom a file leaves out: which of them its sender may end the service of, and when not."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from domain.refusals import OfficeError

MOST = 100
"""As many names as fit on one page, where each of them can be read before it is confirmed."""
SHARE = 3
"""More than one in so many is no leaving: it is a file with a part missing."""


class TooManyLeave(OfficeError):
    def __init__(self, *, unit: str, missing: int, of: int) -> None:
        super().__init__(unit, missing, of)
        self.unit, self.missing, self.of = unit, missing, of


class MoreThanAPage(OfficeError):
    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Those who were shown; with a day, they leave from it on and for this reason."""

    ids: tuple[int, ...]
    reason: str = ""
    day: int = 0

    def written(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(ids=tuple(data["ids"]), reason=data["reason"], day=data["day"])


Named = Sequence[tuple[str, Sequence[str]]]
"""Units, and the names of those who are missing in each."""


@dataclass(frozen=True, kw_only=True)
class Leavers:
    """`why_not` stands in the way of ending the service of `ids` by this file.

    `twins` are missing, but somebody new bears the same name: another number, perhaps.
    """

    ids: tuple[int, ...] = ()
    named: Named = ()
    twins: tuple[str, ...] = ()
    why_not: OfficeError | None = None


def check_leaving(missing: Mapping[str, int], of: Mapping[str, int]) -> None:
    """By unit, of how many. One person may always leave, be the unit ever so small."""
    for unit, gone in missing.items():
        _check(unit, gone, of[unit])
    _check("", sum(missing.values()), sum(of.values()))
    if sum(missing.values()) > MOST:
        raise MoreThanAPage(sum(missing.values()))


def _check(unit: str, missing: int, of: int) -> None:
    if missing > max(1, of // SHARE):
        raise TooManyLeave(unit=unit, missing=missing, of=of)
