"""Sentences of docs/security.md that no other test holds."""

import ast
import asyncio
import hmac
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from shutil import which
from urllib.parse import urlsplit

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import SQLModel

from bot import webhook
from bot.settings import Settings
from bot.webhook import SECRET_HEADER
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from services import roster_file
from services.roster_file import write_template
from tests.kit.live import running
from tests.kit.process import until
from views.workbook import file_name

ROOT = Path(__file__).parent.parent
CHAT_SIDE = ("handlers", "scheduler")
SPEAKING = {"bot/last_word.py", "bot/intake.py", "bot/outgoing.py", "bot/delivery.py"}


@pytest.fixture
async def server():
    server = BotApiServer(Telegram(now=MovableClock()))
    await server.start()
    yield server
    await server.stop()


async def test_the_webhooks_secret_is_compared_in_constant_time(server, database_url, monkeypatch):
    """Whatever is given, whole strings are compared by a function whose time tells nothing."""
    compared = []

    def compare(given, secret):
        compared.append((given, secret))
        return hmac.compare_digest(given, secret)

    monkeypatch.setattr(webhook, "hmac", type("hmac", (), {"compare_digest": compare}))
    async with running(server, database_url, by_webhook=True):
        await until(lambda: server.telegram.state.webhook)
        hook = server.telegram.state.webhook
        guesses = ["", hook.secret[0], hook.secret[:-1], hook.secret + "x", "密"]
        statuses = [await status(hook.url, guess) for guess in (*guesses, hook.secret)]
    assert statuses == [401] * 5 + [400]
    given = [guess.encode() for guess in (*guesses, hook.secret)]
    assert compared == [(each, hook.secret.encode()) for each in given]


async def status(url, secret):
    async with (
        aiohttp.ClientSession() as outside,
        outside.post(url, data=b"{", headers={SECRET_HEADER: secret}) as answer,
    ):
        return answer.status


async def test_without_the_secret_nobody_waits_for_the_body(server, database_url):
    """Ten megabytes are announced and never sent: the answer comes all the same."""
    async with running(server, database_url, by_webhook=True):
        await until(lambda: server.telegram.state.webhook)
        to = urlsplit(server.telegram.state.webhook.url)
        reader, writer = await asyncio.open_connection(to.hostname, to.port)
        head = f"POST {to.path} HTTP/1.1\r\nHost: {to.hostname}\r\nContent-Length: 10000000"
        writer.write(f"{head}\r\n\r\n".encode())
        async with asyncio.timeout(10):
            assert b" 401 " in await reader.readline()
        writer.close()


async def test_the_one_time_code_is_in_no_row(house):
    code = await house.app.prepare(house.settings)
    assert len(code) == 22, "128 bits"
    async with house.app.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            rows = (await connection.execute(text(f"SELECT * FROM {table.name}"))).all()
            assert code not in repr(rows), table.name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_for_the_roster_holds_no_formula(tmp_path, monkeypatch, language):
    """Not even where a cell begins like one."""
    words = '=HYPERLINK("http://x")'
    monkeypatch.setattr(
        "services.roster_file._SAMPLE", dict.fromkeys(roster_file._SAMPLE, (words, words))
    )
    write_template(tmp_path / "roster.xlsx", language)
    with zipfile.ZipFile(tmp_path / "roster.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "HYPERLINK" in book.read("xl/sharedStrings.xml").decode()
        assert not [name for name in book.namelist() if "externalLink" in name]
    assert re.findall(r"<f[ >]|<hyperlink", sheet) == []


def test_what_is_said_in_the_chat_opens_no_file():
    """No name that people give becomes a path: who hears them knows of no files at all."""
    for path in [
        *(p for f in CHAT_SIDE for p in (ROOT / f).rglob("*.py")),
        *map(ROOT.joinpath, SPEAKING),
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                assert getattr(node.func, "id", "") not in {"open", "Path"}, (path, node.lineno)
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
                assert not names & {"os", "pathlib", "shutil", "tempfile", "subprocess"}, path


@given(st.lists(st.text(), max_size=3))
def test_the_name_of_a_file_that_goes_out_leads_nowhere(parts):
    """Nor does it end the line or the quotes that it is sent in."""
    name = file_name(*parts)
    assert name == PurePosixPath(name).name == PureWindowsPath(name).name
    assert re.fullmatch(r"[\w\- ]{1,60}\.xlsx", name)


REACHING_OUT = re.compile(
    r"create_connection|open_connection|ClientSession|urlopen|httpx|requests\."
)


def test_these_rooms_alone_speak_to_the_outside_and_only_where_the_settings_say():
    """The channel and the doctor call the Bot API; `doctor --live` our own page on loopback."""
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "domain", "handlers", "models", "scheduler", "services", "views")
        for path in (ROOT / folder).rglob("*.py")
        if REACHING_OUT.search(path.read_text("utf-8"))
    ]
    assert sorted(found) == ["bot/channel.py", "bot/live_check.py", "bot/platform_check.py"]
    assert not any("https://" in (ROOT / path).read_text("utf-8") for path in found)


def test_nothing_can_be_set_to_debug():
    """Neither a setting nor a line of code opens the inside to whoever asks."""
    assert not [name for name in Settings.model_fields if "debug" in name]
    for path in (ROOT / "bot").rglob("*.py"):
        assert not re.search(
            r"debug=True|set_debug|breakpoint\(|echo=True", path.read_text("utf-8")
        )


def test_the_time_frames_for_mending_are_written_down():
    assert re.search(r"within \d+ days", (ROOT / "SECURITY.md").read_text("utf-8"))


def test_all_that_is_installed_is_pinned_by_its_hash():
    for name in ("run", "dev", "boot"):
        words = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in words.splitlines() if line.strip() and not line.startswith("#")]
        assert lines
        assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_newest_change_stands_on_versions_of_the_last_month():
    """SECURITY.md compiles them anew each month; what lies unchanged grows old in peace."""
    compiled = date.fromisoformat((ROOT / "requirements" / "compiled-on").read_text().strip())
    assert newest_change() - compiled <= timedelta(days=31 + 14), "make lock, then make check"


def newest_change():
    """Without a history: today."""
    if git := which("git"):
        asked = [git, "log", "-1", "--format=%cs"]
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.strip():
            return date.fromisoformat(told.stdout.strip())
    return datetime.now(UTC).date()


def test_a_bill_of_materials_is_made_by_command():
    plan = subprocess.run(
        [which("make"), "-n", "sbom"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "cyclonedx-py environment" in plan
    assert "--require-hashes -r requirements/run.txt" in plan
    makes = [sys.executable, "-m", "cyclonedx_py", "--version"]
    assert subprocess.run(makes, capture_output=True, check=False).returncode == 0
