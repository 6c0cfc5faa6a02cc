"""Settings: the environment or `.env`; a wrong value stops the start with one sentence."""

import re
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.refusals import OfficeError

SQLITE = "sqlite+aiosqlite:///data/muster.db"
TELEGRAM = "https://api.telegram.org"
LAST_PORT = 65535


class WrongSetting(OfficeError):
    """One sentence for the operator."""


class Settings(BaseSettings):
    """Everything Muster can be told from outside, as `MUSTER_…`.

    `administrators` are Telegram ids; `listen` is host:port, and absent means long polling.
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

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = (self.listen or "").rpartition(":")
        return host, int(port)

    @field_validator("administrators", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(int(part) for part in value.replace("，", ",").split(",") if part.strip())
        except ValueError:
            raise ValueError(
                "write Telegram ids, separated by commas, such as 123456,789012"
            ) from None

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        number, _, rest = value.get_secret_value().partition(":")
        if not number.isdigit() or not rest or any(c.isspace() for c in rest):
            raise ValueError("copy the whole token from @BotFather, such as 123456:ABC-DEF")
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("write an IANA name, such as Asia/Shanghai") from None
        return value

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in {"zh", "en"}:
            raise ValueError("write zh or en")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except ArgumentError:
            driver = ""
        if driver not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
            raise ValueError("write sqlite+aiosqlite:///… or postgresql+asyncpg://…")
        if find_spec(driver.partition("+")[2]) is None:
            raise ValueError("install its driver first: .venv/bin/uv pip install asyncpg")
        return value

    @field_validator("api_base", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("write an address that begins with https://")
        return value.rstrip("/") if value else value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        host, _, port = (value or "").rpartition(":")
        if value and not (host and port.isdigit() and 0 < int(port) <= LAST_PORT):
            raise ValueError("write host:port, such as 127.0.0.1:8080")
        return value or None

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("write 1 to 256 of the characters A-Z a-z 0-9 _ -")
        return value

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.listen and not (self.webhook_url and self.webhook_secret):
            raise ValueError(
                "MUSTER_LISTEN needs MUSTER_WEBHOOK_URL and MUSTER_WEBHOOK_SECRET too"
            )
        return self


def load() -> Settings:
    """The settings, or WrongSetting with a sentence that never repeats a secret."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"MUSTER_{first['loc'][0]}".upper() if first["loc"] else "The settings"
        message = first["msg"].removeprefix("Value error, ")
        raise WrongSetting(f"{name}: {message}.") from None
