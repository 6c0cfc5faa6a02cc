"""What aiogram would build at its import is built when it is used, and is the same then."""

import json
import subprocess
import sys

UPDATE = {
    "update_id": 7,
    "callback_query": {
        "id": "1",
        "from": {"id": 5, "is_bot": False, "first_name": "李"},
        "chat_instance": "1",
        "data": "roll:present",
        "message": {"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}},
    },
}
READ = """
import bot, json
from aiogram.types import Message, Update
before = Message.__pydantic_complete__
update = Update.model_validate(json.loads({given!r}))
told = update.model_dump(mode="json", exclude_unset=True, by_alias=True)
print(json.dumps([before, type(update.callback_query.message).__name__, told]))
"""
ALL = """
import bot, inspect
from aiogram import methods, types
from pydantic import BaseModel
every = [each for where in (types, methods) for each in vars(where).values()]
every = [each for each in every if inspect.isclass(each) and issubclass(each, BaseModel)]
for each in every:
    if not inspect.isabstract(each):
        each.model_rebuild()
left = [each.__name__ for each in every if not each.__pydantic_complete__]
print(len(every) > 400, left)
"""


def printed(program):
    words = [sys.executable, "-c", program]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def test_an_update_is_read_as_what_it_is():
    was_built, message, told = json.loads(printed(READ.format(given=json.dumps(UPDATE))))
    assert not was_built
    assert message == "InaccessibleMessage"
    assert told["callback_query"] == UPDATE["callback_query"]


def test_every_type_and_method_can_still_be_built():
    assert printed(ALL) == "True []"
