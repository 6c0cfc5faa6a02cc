"""Settings: the environment, `.env` or a vault's folder; a wrong one stops the start."""

import os
import re
from collections.abc import Sequence
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.settings import Flaw, WrongSetting

SQLITE = "sqlite+aiosqlite:///data/muster.db"
TELEGRAM = "https://api.telegram.org"
LAST_PORT = 65535
LAST_ID = 2**52 - 1
"""Telegram promises that no id of a person is larger."""
LANGUAGES = ("zh", "en")
PAID_RATES = range(30, 1001)


class _Spoken(BaseSettings):
    """The operator's language alone, for when the rest is wrong."""

    model_config = SettingsConfigDict(
        env_prefix="MUSTER_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    language: str = LANGUAGES[0]


class Settings(BaseSettings):
    """Everything Muster can be told from outside, as `MUSTER_…`.

    `administrators` are Telegram ids; `listen` is host:port, and absent means long polling;
    `metrics` is host:port of this machine, and absent means none; `paid_broadcast` is messages
    a second, for offices that pay the platform for what is more than 30.
    """

    model_config = SettingsConfigDict(
        env_prefix="MUSTER_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    token: SecretStr | None = None
    api_base: str = TELEGRAM
    database_url: str = SQLITE
    administrators: Annotated[tuple[int, ...], NoDecode] = ()
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str | None = None
    metrics: str | None = None
    paid_broadcast: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def address(self) -> tuple[str, int]:
        return _host_and_port(self.listen)

    @property
    def metrics_address(self) -> tuple[str, int]:
        return _host_and_port(self.metrics)

    @field_validator("administrators", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            ids = [int(part) for part in value.replace("，", ",").split(",") if part.strip()]
        except ValueError:
            raise ValueError(Flaw.IDS) from None
        if not all(0 < each <= LAST_ID for each in ids):
            raise ValueError(Flaw.IDS)
        return tuple(ids)

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        number, _, rest = value.get_secret_value().partition(":")
        if not number.isdigit() or not rest or any(c.isspace() for c in rest):
            raise ValueError(Flaw.TOKEN)
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(Flaw.TIMEZONE) from None
        return value

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(Flaw.LANGUAGE)
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except ArgumentError:
            driver = ""
        if driver not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
            raise ValueError(Flaw.DATABASE)
        if find_spec(driver.partition("+")[2]) is None:
            raise ValueError(Flaw.DRIVER)
        return value

    @field_validator("api_base")
    @classmethod
    def _base(cls, value: str) -> str:
        if _scheme_and_host(value)[0] not in {"http", "https"}:
            raise ValueError(Flaw.ADDRESS)
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _open_address(cls, value: str | None) -> str | None:
        """Telegram calls https alone; a Bot API server on this machine calls http too."""
        if not value:
            return None
        scheme, host = _scheme_and_host(value)
        if scheme != "https" and not (scheme == "http" and _is_this_machine(host)):
            raise ValueError(Flaw.OPEN_ADDRESS)
        return value.rstrip("/")

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        if value and not _is_host_and_port(value):
            raise ValueError(Flaw.LISTEN)
        return value or None

    @field_validator("metrics")
    @classmethod
    def _metrics(cls, value: str | None) -> str | None:
        """Figures are for this machine: whoever carries them elsewhere guards them there."""
        if value and not (_is_host_and_port(value) and _is_this_machine(_host_and_port(value)[0])):
            raise ValueError(Flaw.METRICS)
        return value or None

    @field_validator("paid_broadcast", mode="before")
    @classmethod
    def _rate(cls, value: object) -> object:
        """The platform takes at most 1000 of those who pay, and 30 for nothing."""
        if isinstance(value, str) and not (value.isdecimal() and int(value) in PAID_RATES):
            raise ValueError(Flaw.RATE)
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError(Flaw.SECRET)
        return value

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.listen and not (self.webhook_url and self.webhook_secret):
            raise ValueError(Flaw.WEBHOOK_PARTS)
        return self


def load() -> Settings:
    """The settings, or WrongSetting, which never repeats a secret.

    A vault lays each setting into a file of its own, named like it in small letters.
    """
    try:
        return Settings(_secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY") or None)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"MUSTER_{first['loc'][0]}".upper() if first["loc"] else "MUSTER_LISTEN"
        raise WrongSetting(name, _flaw(first["msg"])) from None


def languages() -> Sequence[str]:
    """What the operator reads, also where other settings are wrong; both if that is wrong too."""
    said = _Spoken().language
    return (said,) if said in LANGUAGES else LANGUAGES


def token_of(settings: Settings) -> str:
    if settings.token is None:
        raise WrongSetting("MUSTER_TOKEN", Flaw.NO_TOKEN)
    return settings.token.get_secret_value()


def _flaw(message: str) -> Flaw:
    known = message.removeprefix("Value error, ")
    return Flaw(known) if known in set(Flaw) else Flaw.UNCLEAR


def _host_and_port(value: str | None) -> tuple[str, int]:
    host, _, port = (value or "").rpartition(":")
    return host.strip("[]"), int(port)


def _is_host_and_port(value: str) -> bool:
    host, _, port = value.rpartition(":")
    return bool(host) and port.isdecimal() and port.isascii() and 0 < int(port) <= LAST_PORT


def _scheme_and_host(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.hostname) if parts.hostname else ("", "")
    except ValueError:
        return "", ""


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
