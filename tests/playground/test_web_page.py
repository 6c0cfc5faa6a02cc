"""The page's server: what it gives, what it takes, and whom it refuses."""

import asyncio

import pytest

from playground.images import plain_png
from playground.telegram import TOKEN
from playground.web import pages
from playground.web.bodies import Reason
from tests.playground.clients import inline

PHONE = "/api/phones/1001"
CODES = {
    "Nobody can send an empty message.": "empty",
    "This message is not there any more.": "gone",
    "No button asks 王芳 for it, only [].": "no_button",
}
CONTACT = {
    "keyboard": [[{"text": "发送手机号", "request_contact": True}], ["取消"]],
    "one_time_keyboard": True,
    "input_field_placeholder": "请按按钮",
}


def bot_says(platform, text, **params):
    return platform.call(TOKEN, "sendMessage", {"chat_id": 1001, "text": text} | params)


def last_update(platform):
    (update,) = platform.call(TOKEN, "getUpdates", {"offset": -1})
    return update


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/api/office", "/api/nothing"])
async def test_no_answer_lets_another_site_in(page, path):
    async with page.http.get(page.address + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8790", 200),
        ("127.0.0.1", 200),
        ("[::1]:8790", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("192.168.1.5:8790", 403),
        ("[::1", 403),
    ],
)
async def test_only_this_machine_is_answered(page, host, status):
    """A name that was made to point here would let another site read the page."""
    async with page.http.get(page.address + "/api/office", headers={"Host": host}) as answer:
        assert answer.status == status


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
async def test_only_the_page_itself_may_ask_for_deeds(page, platform, origin):
    async with page.http.post(
        f"{page.address}{PHONE}/says", json={"text": "到"}, headers={"Origin": origin}
    ) as answer:
        assert answer.status == 403
        assert await answer.json() == {
            "error": "stranger",
            "text": "Only the page itself may ask for this.",
        }
    assert len(platform.state.updates) == 0


async def test_a_file_that_has_not_changed_is_not_sent_again(page):
    async with page.http.get(page.address + "/") as first:
        assert (first.content_type, first.headers["Cache-Control"]) == ("text/html", "no-cache")
        tag = first.headers["ETag"]
    async with page.http.get(page.address + "/", headers={"If-None-Match": tag}) as again:
        assert (again.status, await again.read()) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["..%2Fpages.py", "%2e%2e/pages.py", "..%2f..%2fcommunity.csv", "nothing.js", "%00.js", ""],
)
async def test_only_the_pages_own_files_are_given(page, name):
    assert (await page.refused(f"/static/{name}"))[0] == 404


def test_every_file_of_the_page_has_a_kind_and_together_they_are_light():
    files = [path for path in pages.STATIC.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= set(pages._KINDS)
    assert sum(path.stat().st_size for path in files) < 300 * 1024


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.MALFORMED, Reason.STRANGER}))
def test_the_page_has_words_for_every_refusal_that_people_meet(reason):
    assert f"  refused_{reason}: [" in (pages.STATIC / "texts.js").read_text("utf-8")


def test_every_module_is_asked_for_at_once():
    """A browser that learns of them one after the other shows the page later."""
    page = (pages.STATIC / "index.html").read_text("utf-8")
    modules = [path.name for path in pages.STATIC.glob("*.js")]
    assert [name for name in modules if f'"/static/{name}"' not in page] == []


async def test_the_office_introduces_itself(page):
    office = await page.get("/api/office")
    assert office["bot"] == {"name": "点卯", "username": "muster_bot"}
    assert (office["zone"], office["language"], office["people"]) == ("Asia/Shanghai", "zh", 2)
    now = "2026-11-25T08:00:00+08:00"
    assert office["clock"] == {"now": now, "speed": 0, "pace": 0, "target": None}
    assert office["line"] == {"down": False, "until": None}
    assert office["cast"][0] == {
        "id": 1001,
        "name": "王芳",
        "unit": "三里社区",
        "post": "网格员",
        "roles": ["auxiliary"],
        "registered": True,
    }


async def test_people_are_found_by_a_part_of_their_name(page):
    assert [one["name"] for one in await page.get("/api/people", q="张")] == ["张伟"]
    assert len(await page.get("/api/people")) == 2


async def test_a_phone_shows_its_chat(page, platform, wang):
    sent = bot_says(platform, "请发送手机号", reply_markup=CONTACT)
    platform.call(
        TOKEN, "setMyCommands", {"commands": [{"command": "today", "description": "今天"}]}
    )
    chat = await page.get(PHONE)
    assert (chat["name"], chat["registered"], chat["language"]) == ("王芳", True, "zh-hans")
    assert [message["text"] for message in chat["messages"]] == ["/start", "请发送手机号"]
    assert chat["messages"][-1] == sent
    assert chat["commands"] == [{"command": "today", "description": "今天"}]
    assert chat["keyboard"] == {
        "buttons": [
            [{"text": "发送手机号", "request": "contact"}],
            [{"text": "取消", "request": None}],
        ],
        "placeholder": "请按按钮",
        "one_time": True,
    }
    assert (chat["blocked"], chat["force_reply"], chat["popups"]) == (False, False, [])


async def test_a_chat_asks_for_a_reply_until_there_is_one(page, platform):
    bot_says(platform, "哪个社区？", reply_markup={"force_reply": True})
    assert (await page.get(PHONE))["force_reply"] is True
    await page.post(f"{PHONE}/says", text="三里社区")
    assert (await page.get(PHONE))["force_reply"] is False


async def test_only_the_last_messages_are_shown(page, wang):
    for number in range(250):
        wang.says(f"第{number}条")
    shown = (await page.get(PHONE))["messages"]
    assert (len(shown), shown[-1]["text"]) == (200, "第249条")


@pytest.mark.parametrize(
    ("deed", "body", "kind", "part"),
    [
        ("says", {"text": "到"}, "message", {"text": "到"}),
        ("starts", {}, "message", {"text": "/start"}),
        ("keyboard", {"text": "取消", "request": None}, "message", {"text": "取消"}),
        (
            "location",
            {"latitude": 39.9, "longitude": 116.4},
            "message",
            {"location": {"latitude": 39.9, "longitude": 116.4}},
        ),
        ("presses", {"message_id": 1, "data": "roll:7"}, "callback_query", {"data": "roll:7"}),
        ("edits", {"message_id": 1, "text": "早"}, "edited_message", {"text": "早"}),
        ("blocks", {}, "my_chat_member", {}),
    ],
)
async def test_what_is_done_on_the_page_reaches_the_bot(page, platform, deed, body, kind, part):
    assert await page.post(f"{PHONE}/{deed}", **body) == (200, {"ok": True})
    update = last_update(platform)[kind]
    assert update["from"]["id"] == 1001
    assert part.items() <= update.items()


async def test_the_contact_button_shares_the_own_number(page, platform):
    bot_says(platform, "请发送手机号", reply_markup=CONTACT)
    await page.post(f"{PHONE}/keyboard", text="发送手机号", request="contact")
    assert last_update(platform)["message"]["contact"]["phone_number"] == "+8613900000001"
    assert (await page.get(PHONE))["keyboard"] is None


async def test_a_sticker_and_another_language(page, platform):
    await page.post(f"{PHONE}/sticker", emoji="👍")
    assert last_update(platform)["message"]["sticker"]["emoji"] == "👍"
    await page.post(f"{PHONE}/language", code="en")
    await page.post(f"{PHONE}/says", text="到")
    assert last_update(platform)["message"]["from"]["language_code"] == "en"


async def test_a_photo_is_sent_and_shown(page, platform):
    picture = plain_png(640, 480)
    assert await page.sends(f"{PHONE}/photo", picture, caption="楼道已清理") == (200, {"ok": True})
    message = last_update(platform)["message"]
    assert message["caption"] == "楼道已清理"
    url = f"{page.address}/api/files/{message['photo'][-1]['file_id']}"
    async with page.http.get(url) as shown:
        assert (shown.content_type, await shown.read()) == ("image/png", picture)
        assert "Content-Disposition" not in shown.headers


async def test_a_document_is_only_ever_saved(page, platform):
    """A page somebody sent must not run as ours."""
    script = b"<script>fetch('/api/office')</script>"
    await page.sends(f"{PHONE}/document", script, name="报告.html", caption="请看")
    document = last_update(platform)["message"]["document"]
    assert document["file_name"] == "报告.html"
    url = f"{page.address}/api/files/{document['file_id']}"
    async with page.http.get(url) as saved:
        assert await saved.read() == script
        assert saved.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6")
        assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    async with page.http.get(url, params={"name": "a.txt"}) as renamed:
        assert renamed.headers["Content-Disposition"].endswith("''a.txt")


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("/api/phones/9/says", {"text": "到"}, 404, "Nobody has this phone."),
        (f"{PHONE}/dances", {}, 404, "There is nothing here."),
        (f"{PHONE}/says", {}, 400, "The field text must be a text."),
        (f"{PHONE}/says", {"text": 5}, 400, "The field text must be a text."),
        (f"{PHONE}/says", {"text": " "}, 409, "Nobody can send an empty message."),
        (f"{PHONE}/says", {"text": "岗" * 30_000}, 413, "That is too much for one request."),
        (f"{PHONE}/presses", {"message_id": 1.5, "data": "a"}, 400,
         "The field message_id must be a whole number."),
        (f"{PHONE}/presses", {"message_id": True, "data": "a"}, 400,
         "The field message_id must be a number."),
        (f"{PHONE}/presses", {"message_id": 1, "data": ""}, 400,
         "A button carries 1 to 64 bytes."),
        (f"{PHONE}/edits", {"message_id": 77, "text": "早"}, 409,
         "This message is not there any more."),
        (f"{PHONE}/keyboard", {"text": "x", "request": "contact"}, 409,
         "No button asks 王芳 for it, only []."),
        (f"{PHONE}/location", {"latitude": 91, "longitude": 0}, 400,
         "There is no such place on earth."),
        (f"{PHONE}/location", {"latitude": 1e400, "longitude": 0}, 400,
         "The field latitude is too large."),
        (f"{PHONE}/language", {"code": "<b>"}, 400, "A language is a code such as zh-hans or en."),
        (f"{PHONE}/sticker", {"emoji": ""}, 400, "A sticker is one emoji."),
        ("/api/clock", {"speed": 2}, 400, "The clock runs at a speed of 0, 1, 60 or 600."),
        ("/api/clock", {"jump": "03:00"}, 400,
         "The clock can be put to one of: 07:59, 08:00, 17:30, workday."),
        ("/api/deeds", {"deed": "dance"}, 400, "Nobody knows this deed."),
        ("/api/deeds", {"deed": "everyone_answers", "but": ["x"]}, 400,
         "The field but must be a list of whole numbers."),
        ("/api/deeds", {"deed": "outage", "minutes": -1}, 400,
         "An outage lasts from 0 minutes to one day."),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_in_a_sentence(page, path, body, status, sentence):
    refused, answer = await page.post(path, **body)
    assert (refused, answer["text"]) == (status, sentence)
    usual = {400: "malformed", 404: "not_there", 413: "too_large"}
    assert answer["error"] == usual.get(status, CODES.get(sentence))


@pytest.mark.parametrize("raw", ["", "{}", "[1]", "{", '"a"', "[" * 50_000])
async def test_only_a_json_object_is_read(page, platform, raw):
    async with page.http.post(f"{page.address}{PHONE}/says", data=raw) as answer:
        assert answer.status == 400
        assert (await answer.json())["text"].endswith(".")
    assert len(platform.state.updates) == 0


@pytest.mark.parametrize(
    ("deed", "content", "status", "sentence"),
    [
        ("photo", b"no picture", 409, "The messenger does not take it: "),
        ("photo", b"", 400, "The file is empty."),
        ("document", b"", 400, "The file is empty."),
    ],
)
async def test_a_file_that_cannot_be_sent_is_refused(page, deed, content, status, sentence):
    refused, answer = await page.sends(f"{PHONE}/{deed}", content)
    assert refused == status
    assert answer["text"].startswith(sentence)
    assert answer["error"] == ("empty" if status == 400 else "not_taken")


async def test_a_photo_has_a_largest_size(page, platform):
    too_much = plain_png(10, 10) + bytes(10 * 1024 * 1024)
    status, answer = await page.sends(f"{PHONE}/photo", too_much)
    assert (status, answer) == (
        413,
        {"error": "too_large", "text": "The file is larger than 10 MB."},
    )
    assert len(platform.state.updates) == 0


async def test_a_file_is_sent_as_a_form(page):
    assert await page.post(f"{PHONE}/photo", file="x") == (
        400,
        {"error": "malformed", "text": "A file is sent as multipart/form-data."},
    )


@pytest.mark.parametrize("path", ["/api/phones/9", "/api/files/nothing", "/api", "/nowhere"])
async def test_what_is_not_there_is_said(page, path):
    assert (await page.refused(path))[0] == 404


async def test_who_blocked_the_bot_is_told_so_until_they_start_again(page):
    await page.post(f"{PHONE}/blocks")
    refused = await page.post(f"{PHONE}/says", text="到")
    assert refused == (409, {"error": "blocked", "text": "王芳 has blocked the bot."})
    assert (await page.get(PHONE))["blocked"] is True
    assert await page.post(f"{PHONE}/starts") == (200, {"ok": True})
    assert (await page.get(PHONE))["blocked"] is False


async def test_a_second_jump_waits_for_the_first(page):
    begun = {"ok": True, "target": "2026-11-25T09:00:00+08:00"}
    assert await page.post("/api/clock", jump="08:00") == (200, begun)
    assert (await page.get("/api/office"))["clock"]["target"] == begun["target"]
    assert await page.post("/api/clock", jump="17:30") == (
        409,
        {"error": "jumping", "text": "The clock is on its way already."},
    )


async def test_everyone_but_some_answer(page, quiet):
    answered = await page.post("/api/deeds", deed="everyone_answers", but=[1001])
    assert answered == (200, {"count": 7})
    assert quiet.answered_but == [1001]


async def test_buttons_are_given_as_the_bot_wrote_them(page, platform):
    bot_says(platform, "点名", reply_markup=inline([("到岗", "roll:1"), ("请假", "leave")]))
    message = (await page.get(PHONE))["messages"][-1]
    assert message["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "到岗", "callback_data": "roll:1"},
            {"text": "请假", "callback_data": "leave"},
        ]
    ]


async def test_a_taken_port_is_left_to_its_owner(page, platform, quiet):
    from playground.web.site import Site

    taken = int(page.address.rpartition(":")[2])
    second = Site(platform, quiet, port=taken)
    opened = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(second.run(opened))
        assert await opened != page.address + "/"
        async with page.http.get(second.address + "api/office") as answer:
            assert answer.status == 200
        serving.cancel()
