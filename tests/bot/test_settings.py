"""Settings from outside: what is understood, and one sentence for what is not."""

import os
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.console import operator_texts
from bot.settings import SQLITE, TELEGRAM, languages, load
from domain.settings import Flaw, WrongSetting
from views.command_line import wrong_setting
from views.texts import texts

SECRET = "AAGv3ry-S3cret_part-of-a-token"


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch, tmp_path):
    """No setting and no .env of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("MUSTER_", "CREDENTIALS_"))]:
        monkeypatch.delenv(name)


def sentence(language: str = "en") -> str:
    with pytest.raises(WrongSetting) as wrong:
        load()
    return wrong_setting(wrong.value, texts(language, UTC))


def loaded_or_sentence() -> str:
    """The last character of the refusal, if it is one."""
    try:
        load()
    except WrongSetting as wrong:
        return wrong_setting(wrong, texts("en", UTC))[-1:]
    return ""


def test_with_nothing_said_a_street_runs_on_one_machine():
    found = load()
    assert (found.token, found.api_base, found.database_url) == (None, TELEGRAM, SQLITE)
    assert (found.timezone, found.language, found.listen) == ("Asia/Shanghai", "zh", None)
    assert found.administrators == ()


def test_settings_may_stand_in_a_file_and_the_environment_goes_first(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(f"MUSTER_TOKEN=42:{SECRET}\nMUSTER_LANGUAGE=en\n", "utf-8")
    monkeypatch.setenv("MUSTER_LANGUAGE", "zh")
    found = load()
    assert found.token is not None
    assert found.token.get_secret_value() == f"42:{SECRET}"
    assert found.language == "zh"
    assert SECRET not in repr(found)


def test_secrets_may_lie_in_a_folder_that_a_vault_fills(monkeypatch, tmp_path):
    """As systemd and containers hand them over; what the environment says goes first."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "muster_token").write_text(f"42:{SECRET}\n", "utf-8")
    (tmp_path / "muster_webhook_secret").write_text("of-the-vault", "utf-8")
    monkeypatch.setenv("MUSTER_WEBHOOK_SECRET", "of-the-environment")
    found = load()
    assert found.token is not None
    assert found.token.get_secret_value() == f"42:{SECRET}"
    assert found.webhook_secret is not None
    assert found.webhook_secret.get_secret_value() == "of-the-environment"


@pytest.mark.parametrize(
    ("written", "understood"),
    [("", ()), ("7", (7,)), ("123456,789012", (123456, 789012)), (" 1 , 2 ,", (1, 2))],
)
def test_administrators_are_ids_between_commas(monkeypatch, written, understood):
    monkeypatch.setenv("MUSTER_ADMINISTRATORS", written)
    assert load().administrators == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("localhost:80", ("localhost", 80)),
        ("[::1]:9464", ("::1", 9464)),
    ],
)
def test_figures_are_shown_on_this_machine(monkeypatch, written, understood):
    monkeypatch.setenv("MUSTER_METRICS", written)
    assert load().metrics_address == understood


@pytest.mark.parametrize(
    ("written", "understood"), [("127.0.0.1:8080", ("127.0.0.1", 8080)), ("::1:80", ("::1", 80))]
)
def test_a_webhook_listens_where_it_is_told(monkeypatch, written, understood):
    monkeypatch.setenv("MUSTER_LISTEN", written)
    monkeypatch.setenv("MUSTER_WEBHOOK_URL", "https://muster.example/")
    monkeypatch.setenv("MUSTER_WEBHOOK_SECRET", "s3cret")
    found = load()
    assert found.address == understood
    assert found.webhook_url == "https://muster.example"


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("MUSTER_TOKEN", SECRET, "@BotFather"),
        ("MUSTER_TOKEN", f"42: {SECRET}", "@BotFather"),
        ("MUSTER_TOKEN", "42:", "@BotFather"),
        ("MUSTER_ADMINISTRATORS", "@wang", "separated by commas"),
        ("MUSTER_ADMINISTRATORS", "1;2", "separated by commas"),
        ("MUSTER_ADMINISTRATORS", "-100123", "ids of people"),
        ("MUSTER_ADMINISTRATORS", "7,0", "ids of people"),
        ("MUSTER_ADMINISTRATORS", str(2**63), "ids of people"),
        ("MUSTER_TIMEZONE", "Beijing", "Asia/Shanghai"),
        ("MUSTER_TIMEZONE", "../../etc/passwd", "Asia/Shanghai"),
        ("MUSTER_LANGUAGE", "zh-CN", "zh or en"),
        ("MUSTER_DATABASE_URL", "sqlite:///muster.db", "sqlite+aiosqlite"),
        ("MUSTER_DATABASE_URL", f"postgresql://muster:{SECRET}@localhost/x", "postgresql+asyncpg"),
        ("MUSTER_DATABASE_URL", "muster.db", "sqlite+aiosqlite"),
        ("MUSTER_API_BASE", "api.telegram.org", "https://"),
        ("MUSTER_WEBHOOK_URL", "ftp://muster.example", "https://"),
        ("MUSTER_WEBHOOK_URL", "http://muster.example", "Telegram calls no other"),
        ("MUSTER_WEBHOOK_URL", "http://127.0.0.1.example", "Telegram calls no other"),
        ("MUSTER_WEBHOOK_URL", "http://192.168.1.7:8080", "Telegram calls no other"),
        ("MUSTER_WEBHOOK_URL", "https://", "https://"),
        ("MUSTER_API_BASE", "https://[", "https://"),
        ("MUSTER_LISTEN", "8080/tcp", "host:port"),
        ("MUSTER_METRICS", "9464", "host:port of this machine"),
        ("MUSTER_METRICS", "127.0.0.1:0", "host:port of this machine"),
        ("MUSTER_METRICS", "0.0.0.0:9464", "host:port of this machine"),
        ("MUSTER_METRICS", "10.0.0.7:9464", "host:port of this machine"),
        ("MUSTER_PAID_BROADCAST", "29", "from 30 to 1000"),
        ("MUSTER_PAID_BROADCAST", "1001", "from 30 to 1000"),
        ("MUSTER_PAID_BROADCAST", "fast", "from 30 to 1000"),
        ("MUSTER_WEBHOOK_SECRET", SECRET * 10, "256"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_keeps_secrets(monkeypatch, name, value, advice):
    monkeypatch.setenv(name, value)
    said = sentence()
    assert said.startswith(f"{name}: ")
    assert advice in said
    assert "\n" not in said
    assert SECRET not in said


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_is_a_sentence_in_both_languages(flaw):
    chinese, english = (
        wrong_setting(WrongSetting("MUSTER_X", flaw), texts(language, UTC))
        for language in ("zh", "en")
    )
    assert chinese.startswith("MUSTER_X：")
    assert chinese.endswith("。")
    assert english.startswith("MUSTER_X: ")
    assert english.endswith(".")


@pytest.mark.parametrize(
    ("environment", "file", "spoken"),
    [
        ("", "", ("zh",)),
        ("en", "", ("en",)),
        ("", "en", ("en",)),
        ("zh", "en", ("zh",)),
        ("fr", "", ("zh", "en")),
        ("", "fr", ("zh", "en")),
    ],
)
def test_the_operator_is_answered_in_the_language_that_is_set(
    monkeypatch, tmp_path, environment, file, spoken
):
    monkeypatch.setenv("MUSTER_LANGUAGE", environment)
    (tmp_path / ".env").write_text(f"MUSTER_LANGUAGE={file}\n", "utf-8")
    assert tuple(languages()) == spoken
    assert tuple(t.language for t in operator_texts()) == spoken


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8080", "http://localhost:9", "http://[::1]:8080", "https://m.example"],
)
def test_a_bot_api_server_on_this_machine_may_call_without_tls(monkeypatch, url):
    monkeypatch.setenv("MUSTER_WEBHOOK_URL", url)
    assert load().webhook_url == url


@pytest.mark.fault("B5")
def test_listening_without_a_secret_is_refused(monkeypatch):
    monkeypatch.setenv("MUSTER_LISTEN", "127.0.0.1:8080")
    monkeypatch.setenv("MUSTER_WEBHOOK_URL", "https://muster.example")
    assert "MUSTER_WEBHOOK_SECRET" in sentence()


NAMES = (
    *("TOKEN", "DATABASE_URL", "LISTEN", "TIMEZONE", "API_BASE", "LANGUAGE"),
    *("WEBHOOK_URL", "ADMINISTRATORS"),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    value=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
)
def test_whatever_is_written_is_taken_or_refused_in_a_sentence(monkeypatch, name, value):
    with monkeypatch.context() as patched:
        patched.setenv(f"MUSTER_{name}", value)
        assert loaded_or_sentence() in {"", "."}


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "127.0.0.1:99999", ":8080", "8080"])
def test_a_port_that_cannot_be_is_refused(monkeypatch, listen):
    monkeypatch.setenv("MUSTER_LISTEN", listen)
    assert sentence() == "MUSTER_LISTEN: write host:port, such as 127.0.0.1:8080."


@pytest.mark.parametrize("secret", ["bad secret!", "密", "a" * 257])
def test_a_secret_the_platform_would_refuse_is_refused_here(monkeypatch, secret):
    monkeypatch.setenv("MUSTER_WEBHOOK_SECRET", secret)
    refusal = sentence()
    assert refusal.startswith("MUSTER_WEBHOOK_SECRET: write 1 to 256")
    assert secret not in refusal


def test_an_empty_value_is_no_value(monkeypatch):
    for name in ("TOKEN", "LANGUAGE", "TIMEZONE", "WEBHOOK_URL", "DATABASE_URL", "LISTEN"):
        monkeypatch.setenv(f"MUSTER_{name}", "")
    assert (load().language, load().database_url) == ("zh", SQLITE)
