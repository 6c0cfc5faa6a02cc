"""What is kept of a person's days: rolls, check-ins, tasks, shifts, reviews and leave."""

from sqlalchemy import and_
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.own_record import Kept
from domain.reassignment import Verdict
from domain.shift_swap import SwapState
from models.check_in import CheckIn
from models.contest import Contest
from models.leave import Leave
from models.offer import Offer, OfferedTo
from models.own_record_source import By, Source, rows_with
from models.person import Person
from models.reassignment import Reassignment
from models.remark import Remark, RemarkBefore
from models.review import Review
from models.review_text import ReviewText
from models.roll_call import RollAnswer, RollCall
from models.roll_place import RollPlace
from models.rota import ShiftSwap
from models.task import Assignment, Task

_From, _To = aliased(Person), aliased(Person)

DAY: dict[Kept, Source] = {
    Kept.ROLL_ANSWERS: Source(
        of=(RollAnswer.person_id,),
        since=RollCall.day,
        rows=rows_with(
            *(RollCall.begins_at, RollAnswer.attendance),
            *(RollAnswer.minutes, RollAnswer.answered_at, By.name),
            RollPlace.name,
        )
        .join_from(RollAnswer, RollCall, col(RollCall.id) == col(RollAnswer.roll_call_id))
        .outerjoin(By, col(By.id) == col(RollAnswer.proxy_by))
        .outerjoin(
            RollPlace,
            and_(
                col(RollPlace.roll_call_id) == col(RollAnswer.roll_call_id),
                col(RollPlace.person_id) == col(RollAnswer.person_id),
            ),
        ),
    ),
    Kept.ROLL_PLACES: Source(
        of=(RollPlace.person_id,),
        since=RollCall.day,
        rows=rows_with(
            *(RollCall.begins_at, RollPlace.outcome, RollPlace.name, RollPlace.given_at)
        ).join_from(RollPlace, RollCall, col(RollCall.id) == col(RollPlace.roll_call_id)),
    ),
    Kept.CONTESTS: Source(
        of=(Contest.person_id,),
        since=Contest.asked_at,
        rows=rows_with(
            *(RollCall.begins_at, Contest.was, Contest.minutes, Contest.reason),
            *(Contest.asked_at, Contest.state, By.name, Contest.decided_at),
        )
        .join_from(Contest, RollCall, col(RollCall.id) == col(Contest.roll_call_id))
        .outerjoin(By, col(By.id) == col(Contest.decided_by)),
    ),
    Kept.CHECK_INS: Source(
        of=(CheckIn.person_id,),
        since=CheckIn.at,
        rows=rows_with(
            *(CheckIn.at, CheckIn.place, CheckIn.note),
            *(col(CheckIn.photo).is_not(None), CheckIn.is_located),
        ),
    ),
    Kept.TASKS: Source(
        of=(Assignment.person_id,),
        since=Assignment.day,
        rows=rows_with(
            *(Assignment.day, Task.title, Assignment.state, Assignment.note),
            *(col(Assignment.photo).is_not(None), Assignment.carried, Assignment.changed_at),
        ).join_from(Assignment, Task, col(Task.id) == col(Assignment.task_id)),
    ),
    Kept.OFFERS: Source(
        of=(OfferedTo.person_id,),
        since=Offer.day,
        rows=rows_with(Offer.day, Task.title, By.name, Offer.taken_at)
        .join_from(OfferedTo, Offer, col(Offer.task_id) == col(OfferedTo.task_id))
        .join(Task, col(Task.id) == col(Offer.task_id))
        .outerjoin(By, col(By.id) == col(Offer.taken_by)),
    ),
    Kept.HANDED_ON: Source(
        of=(Reassignment.from_id, Reassignment.to_id),
        since=Reassignment.day,
        rows=rows_with(
            *(Reassignment.day, Task.title, _From.name, _To.name),
            *(col(Reassignment.verdict) == Verdict.TAKEN, By.name, Reassignment.decided_at),
        )
        .join_from(Reassignment, Task, col(Task.id) == col(Reassignment.task_id))
        .join(_From, col(_From.id) == col(Reassignment.from_id))
        .outerjoin(_To, col(_To.id) == col(Reassignment.to_id))
        .outerjoin(By, col(By.id) == col(Reassignment.decided_by)),
    ),
    Kept.SWAPS: Source(
        of=(ShiftSwap.first_id, ShiftSwap.second_id),
        since=ShiftSwap.asked_at,
        rows=rows_with(
            *(ShiftSwap.asked_at, ShiftSwap.day, _From.name, _To.name),
            *(col(ShiftSwap.state) == SwapState.APPROVED, By.name, ShiftSwap.decided_at),
        )
        .join_from(ShiftSwap, _From, col(_From.id) == col(ShiftSwap.first_id))
        .join(_To, col(_To.id) == col(ShiftSwap.second_id))
        .outerjoin(By, col(By.id) == col(ShiftSwap.decided_by)),
    ),
    Kept.REVIEWS: Source(
        of=(Review.person_id,),
        since=Review.day,
        rows=rows_with(
            *(Review.day, Review.state, Review.handed_in_at, Review.problems, Review.tomorrow),
            *(By.name, Remark.mark, Remark.words, Remark.answer),
        )
        .outerjoin_from(Review, Remark, col(Remark.review_id) == col(Review.id))
        .outerjoin(By, col(By.id) == col(Remark.by_id)),
    ),
    Kept.REVIEW_TEXTS: Source(
        of=(Review.person_id,),
        since=ReviewText.said_at,
        rows=rows_with(ReviewText.said_at, Review.day, ReviewText.text).join_from(
            ReviewText, Review, col(Review.id) == col(ReviewText.review_id)
        ),
    ),
    Kept.REMARKS_BEFORE: Source(
        of=(Review.person_id,),
        since=RemarkBefore.given_at,
        rows=rows_with(RemarkBefore.given_at, Review.day, RemarkBefore.mark, RemarkBefore.words)
        .join_from(RemarkBefore, Remark, col(Remark.id) == col(RemarkBefore.remark_id))
        .join(Review, col(Review.id) == col(Remark.review_id)),
    ),
    Kept.LEAVE: Source(
        of=(Leave.person_id,),
        since=Leave.asked_at,
        rows=rows_with(
            *(Leave.asked_at, Leave.kind, Leave.first, Leave.last),
            *(Leave.from_noon, Leave.until_noon, Leave.reason),
            *(Leave.state, By.name, Leave.decided_at),
        ).outerjoin_from(Leave, By, col(By.id) == col(Leave.decided_by)),
    ),
}
