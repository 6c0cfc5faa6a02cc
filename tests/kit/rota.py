"""Who tests what, and when: what shares an office goes to one worker, long stories begin first."""

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/process/", "tests/test_promises.py")
"""One office before one browser, one process to fork from, one reading of all tests: not three."""
LONG = ("tests/browser/", "tests/process/", "tests/test_", "tests/faults/")


class Rota(LoadScopeScheduling):
    """xdist's own marks of groups are not heeded: pytest 9 keeps the names that they change."""

    def _split_scope(self, nodeid: str) -> str:
        return next((shared for shared in TOGETHER if nodeid.startswith(shared)), nodeid)


def long_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Else the last one runs on alone, and the other workers have nothing left."""
    return sorted(items, key=lambda item: not item.nodeid.startswith(LONG))
