"""Every conversation of the office; a new one is one line here."""

from functools import cache

from aiogram import Router

from handlers import (
    absent,
    application,
    appointment,
    broadcast,
    calendar,
    check_in,
    complaint,
    contest,
    dispatch,
    export,
    fence,
    hours,
    leave,
    offer,
    outbox,
    own_record,
    people,
    pre_post,
    reassignment,
    remark,
    review,
    roll_call,
    roll_call_extra,
    roll_place,
    roll_proxy,
    roster_leaving,
    roster_sent,
    rota,
    routine,
    start,
    summary,
    task,
    today,
    training,
    training_certificate,
    training_code,
    training_desk,
    training_learning,
    training_material,
    training_quiz,
    training_quiz_sitting,
    training_schedule,
    transfer,
    unit_end,
)
from handlers.front import Front
from handlers.routes import Routes
from handlers.target import register_choosing

CONVERSATIONS = (
    start,
    application,
    own_record,
    complaint,
    roll_call,
    roll_call_extra,
    roll_place,
    fence,
    roll_proxy,
    contest,
    review,
    remark,
    summary,
    absent,
    people,
    pre_post,
    transfer,
    appointment,
    unit_end,
    roster_leaving,
    roster_sent,
    check_in,
    hours,
    calendar,
    rota,
    leave,
    training,
    training_certificate,
    training_code,
    training_desk,
    training_learning,
    training_material,
    training_quiz,
    training_quiz_sitting,
    training_schedule,
    dispatch,
    routine,
    reassignment,
    offer,
    task,
    broadcast,
    export,
    today,
    outbox,
)


@cache
def routes() -> Routes:
    table = Routes()
    for conversation in CONVERSATIONS:
        conversation.register_routes(table)
    register_choosing(table, (dispatch.CHOOSING, broadcast.CHOOSING))
    return table


def build(table: Routes) -> Router:
    return Front(table).router()
