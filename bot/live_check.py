"""The doctor's questions to the running process: what its health page says, line by line."""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.settings import Settings
from domain.health import Sign
from views import doctor_live as view
from views.doctor import Line
from views.texts import Texts

PATIENCE = ClientTimeout(total=10)


async def live_lines(settings: Settings, t: Texts) -> list[Line]:
    where = settings.metrics
    if where is None:
        return [view.not_set(t)]
    try:
        async with (
            ClientSession(timeout=PATIENCE) as http,
            http.get(f"http://{where}/health") as answer,
        ):
            told = await answer.json(content_type=None)
    except ValueError:
        return [view.not_ours(where, t)]
    except (ClientError, OSError) as error:
        return [view.silent(where, type(error).__name__, t)]
    return _told(told, where, t)


def _told(told: Any, where: str, t: Texts) -> list[Line]:
    match told:
        case {
            "failing": dict() as failing,
            "seconds": dict() as ages,
            "waiting": dict() as rows,
        }:
            signs = [sign for sign in Sign if isinstance(ages.get(sign), int | float)]
            said = [view.sign(s, ages[s], t, is_fine=s not in failing) for s in signs]
            return [*said, _database(failing, rows, t)]
    return [view.not_ours(where, t)]


def _database(failing: dict[str, str], rows: dict[str, int], t: Texts) -> Line:
    if "database" in failing:
        return view.database_silent(failing["database"], t)
    return view.waiting(rows.get("queued", 0), rows.get("failed", 0), t)
