"""The running bot: what joins the office to the platform, the clock and the command line."""

from bot.lazy_types import build_on_use

build_on_use()
