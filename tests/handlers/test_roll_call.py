async def test_present_on_time(office, wang):
    await office.at("08:00")

    assert "王芳" in wang.sees()
    assert "08:00" not in wang.sees()
    assert wang.buttons() == ["到岗", "请假"]
    assert "到岗" in await wang.presses("到岗")
