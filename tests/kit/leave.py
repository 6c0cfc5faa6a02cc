"""What stands about somebody's leave, and how each roll counts them."""

from sqlmodel import select

from models.leave import Leave
from models.roll_call import RollAnswer


async def attendance(office, person):
    """Roll by roll."""
    async with office.app.sessions() as session:
        rows = select(RollAnswer.attendance).where(RollAnswer.person_id == person.person_id)
        return (await session.exec(rows.order_by(RollAnswer.roll_call_id))).all()


async def leaves(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(Leave).order_by(Leave.id))).all()
