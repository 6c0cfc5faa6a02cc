"""Scheduling a training the way a supervisor does, for the stories that begin after it."""

from sqlmodel import select

from models.training import Training, TrainingAnswer


async def kept(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(Training).order_by(Training.id))).all()


async def answers(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(TrainingAnswer))).all()
    return {row.person_id: (row.participation, row.reason) for row in rows}


async def schedules(
    someone,
    *,
    when="明天 09:00",
    title="消防培训",
    audience="全体人员",
    kind="定期培训",
    then="",
):
    """From /training to 确认, with the buttons where there are any."""
    await someone.says("/training")
    await someone.presses("安排培训")
    await someone.says(title)
    await someone.presses(kind)
    await someone.says(when)
    await someone.says("街道三楼会议室")
    await someone.presses(audience)
    if then:
        await someone.presses(then)
    return await someone.presses("确认")


async def speaks_english(someone):
    await someone.says("/language")
    await someone.presses("English")


async def to_audience(someone):
    await someone.says("/training")
    await someone.presses("安排培训")
    await someone.says("消防培训")
    await someone.presses("定期培训")
    await someone.presses("明天 09:00")
    return await someone.says("会议室")


async def came(office):
    """Person and how it is known."""
    async with office.app.sessions() as session:
        rows = (await session.exec(select(TrainingAnswer))).all()
    return {row.person_id: row.presence for row in rows if row.presence}
