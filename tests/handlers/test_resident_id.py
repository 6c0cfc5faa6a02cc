"""Whatever looks like a resident's identity number is refused before any conversation takes it."""

from datetime import datetime

import pytest
from aiogram.types import Chat, Message, PhotoSize, User

from domain.office import EVERYWHERE, Member, Role
from domain.refusals import LooksLikeResidentId
from handlers import routes
from handlers.front import Front
from tests.kit.house import SHANGHAI

ID = "110101199003074233"
TABLE = routes()
ME = Member(id=1, name="王芳", language="zh", roles=frozenset(Role), scope=EVERYWHERE)
WRITTEN = {
    "bare": ID,
    "amid words": f"帮居民{ID}送药",
    "ending in X": "11010119900307421X",
    "full-width digits": "１１０１０１１９９００３０７４２３３",
}


def said(**what):
    return Message(
        message_id=1,
        date=datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI),
        chat=Chat(id=1, type="private"),
        from_user=User(id=1, is_bot=False, first_name="王芳"),
        **what,
    )


async def goes(message, step=None):
    """To the front desk, with nothing that a conversation would need beyond it."""
    await Front(TABLE).on_message(message, me=ME, raw_state=step)


@pytest.mark.parametrize("step", sorted(TABLE.steps))
async def test_at_every_step_of_every_conversation_and_under_a_photo_too(step):
    photo = [PhotoSize(file_id="a", file_unique_id="a", width=1, height=1)]
    typed = [said(text=text) for text in WRITTEN.values()]
    for message in (*typed, said(photo=photo, caption=WRITTEN["amid words"])):
        with pytest.raises(LooksLikeResidentId):
            await goes(message, step)


@pytest.mark.parametrize("name", sorted(TABLE.commands))
async def test_after_every_command(name):
    with pytest.raises(LooksLikeResidentId):
        await goes(said(text=f"/{name} {ID}"))


async def test_the_reason_is_said_and_the_question_asked_again(office, wang, zhao):
    await wang.says("/checkin")
    seen = await wang.says(f"{ID} 家")
    assert "疑似含有身份证号码" in seen
    assert "点卯不记录居民个人信息" in seen
    assert "您现在在哪里" in seen
    await zhao.says("/broadcast")
    assert "身份证" in await zhao.says(f"请联系 {ID}")
    assert "身份证" in await zhao.says(f"/dispatch 张伟 今天 走访 {ID}")
    assert wang.heard("身份证")
    assert not wang.heard("走访")


async def test_an_edit_does_not_bring_it_in_by_the_back_door(office, wang):
    await office.at("17:30")
    await wang.says("/review")
    await wang.says("路灯坏了")
    own = [each for each in wang.phone.messages if not each["from"]["is_bot"]][-1]
    assert "身份证" in await wang.does("edits", own["message_id"], f"{ID} 家路灯坏了")
