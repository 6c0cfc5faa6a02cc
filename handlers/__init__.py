"""Every conversation of the office; a new one is one line here."""

from aiogram import Router

from handlers import roll_call, start
from handlers.front import Front
from handlers.routes import Routes

CONVERSATIONS = (start, roll_call)


def routes() -> Routes:
    table = Routes()
    for conversation in CONVERSATIONS:
        conversation.register_routes(table)
    return table


def build() -> Router:
    return Front(routes()).router()
