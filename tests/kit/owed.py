"""Messages owed by nobody in particular, for stories about bringing them."""

from models.outbox import Lane, OutboxState, owe


async def owed(office, someone, *texts, lane=Lane.NOTICE, **more):
    now = office.now
    blank = {"person_id": None, "key": None, "press_id": None, "expires_at": None}
    kept = {"state": OutboxState.QUEUED, "tries": 0, "not_before": now, "created_at": now}
    chat_id = someone.phone.user_id
    rows = [
        {"chat_id": chat_id, "lane": lane, "method": "sendMessage"}
        | {"payload": {"chat_id": chat_id, "text": text}}
        | (blank | kept | more)
        for text in texts
    ]
    async with office.app.sessions.begin() as session:
        await owe(session, rows)
