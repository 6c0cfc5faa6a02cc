"""A press is answered once and at once: by webhook in the response, by polling in a call."""

import pytest

from playground.state import EventKind
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.street import settle_street


@pytest.mark.parametrize(("by_webhook", "calls"), [(True, 0), (False, 1)])
async def test_a_press_is_answered_once(server, telegram, database_url, by_webhook, calls):
    supervisor, (wang,) = await settle_street(database_url, telegram, people=1)
    heard = []
    telegram.subscribe(heard.append)
    async with running(server, database_url, by_webhook=by_webhook) as app:
        supervisor.says("/rollcall 三里街道")
        await until(lambda: any("临时点名" in m.get("text", "") for m in wang.messages))
        wang.presses("到岗")
        kinds = {EventKind.ANSWERED, EventKind.EDITED}
        seen = lambda: [e.kind for e in heard if e.chat_id == wang.user_id and e.kind in kinds]  # noqa: E731
        await until(lambda: len(seen()) == 2)
        made = app.metrics.text({}, {}).decode()

    assert sorted(seen()) == ["answered", "edited"]
    assert not telegram.state.presses
    asked = [line for line in made.splitlines() if line.startswith("muster_calls_total")]
    assert sum('"answerCallbackQuery"' in line for line in asked) == calls
