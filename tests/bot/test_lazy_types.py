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
import bot, inspect, json
from aiogram import methods, types
from pydantic import BaseModel
before = types.Message.__pydantic_complete__
update = types.Update.model_validate(json.loads({given!r}))
told = update.model_dump(mode="json", exclude_unset=True, by_alias=True)
every = [each for where in (types, methods) for each in vars(where).values()]
every = [each for each in every if inspect.isclass(each) and issubclass(each, BaseModel)]
for each in every:
    if not inspect.isabstract(each):
        each.model_rebuild()
left = [each.__name__ for each in every if not each.__pydantic_complete__]
print(json.dumps([before, type(update.callback_query.message).__name__, told, len(every), left]))
"""


def test_an_update_is_read_as_what_it_is_and_every_type_can_still_be_built():
    words = [sys.executable, "-c", READ.format(given=json.dumps(UPDATE))]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    was_built, message, told, count, left = json.loads(printed)
    assert not was_built
    assert message == "InaccessibleMessage"
    assert told["callback_query"] == UPDATE["callback_query"]
    assert count > 400
    assert left == []
