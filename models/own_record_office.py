"""What is kept of a person beside their days: training, notices, service, deeds, messages."""

from sqlmodel import col

from domain.own_record import Kept
from models.application import Application
from models.appointment import Appointment
from models.audit import Audit
from models.broadcast import Broadcast, Receipt
from models.complaint import ComplaintRow
from models.outbox import Outbox
from models.own_record_source import By, Source, rows_with
from models.person import Person
from models.training import Training, TrainingAnswer
from models.training_certificate import TrainingCertificate
from models.training_quiz import QuizAttempt
from models.transfer import Transfer
from models.unit import Unit

OFFICE: dict[Kept, Source] = {
    Kept.TRAININGS: Source(
        of=(TrainingAnswer.person_id,),
        since=Training.starts_at,
        rows=rows_with(
            *(Training.starts_at, Training.title, Training.kind, Training.place),
            *(TrainingAnswer.participation, TrainingAnswer.reason, TrainingAnswer.answered_at),
            col(TrainingAnswer.presence).is_not(None),
        ).join_from(TrainingAnswer, Training, col(Training.id) == col(TrainingAnswer.training_id)),
    ),
    Kept.QUIZZES: Source(
        of=(QuizAttempt.person_id,),
        since=QuizAttempt.begun_at,
        rows=rows_with(
            *(QuizAttempt.begun_at, Training.title, QuizAttempt.number),
            *(QuizAttempt.passed, QuizAttempt.finished_at),
        ).join_from(QuizAttempt, Training, col(Training.id) == col(QuizAttempt.training_id)),
    ),
    Kept.CERTIFICATES: Source(
        of=(TrainingCertificate.person_id,),
        since=TrainingCertificate.issued_on,
        rows=rows_with(
            *(TrainingCertificate.issued_on, Training.title),
            *(TrainingCertificate.expires_on, By.name),
        )
        .join_from(
            TrainingCertificate,
            Training,
            col(Training.id) == col(TrainingCertificate.training_id),
        )
        .join(By, col(By.id) == col(TrainingCertificate.issued_by)),
    ),
    Kept.BROADCASTS: Source(
        of=(Receipt.person_id,),
        since=Broadcast.begins_at,
        rows=rows_with(Broadcast.begins_at, Broadcast.text, Receipt.read_at).join_from(
            Receipt, Broadcast, col(Broadcast.id) == col(Receipt.broadcast_id)
        ),
    ),
    Kept.ROLES: Source(
        of=(Appointment.person_id,),
        since=Appointment.at,
        rows=rows_with(
            *(Appointment.at, Appointment.role, Unit.name, Appointment.last),
            *(By.name, Appointment.ended_at),
        )
        .join_from(Appointment, By, col(By.id) == col(Appointment.by_id))
        .outerjoin(Unit, col(Unit.id) == col(Appointment.unit_id)),
    ),
    Kept.TRANSFERS: Source(
        of=(Transfer.person_id,),
        since=Transfer.at,
        rows=rows_with(
            *(Transfer.at, Transfer.change, Transfer.effective, Transfer.before),
            *(Transfer.after, Transfer.reason, By.name),
        ).outerjoin_from(Transfer, By, col(By.id) == col(Transfer.by_id)),
    ),
    Kept.APPLICATIONS: Source(
        of=(Application.person_id,),
        since=Application.asked_at,
        rows=rows_with(
            *(Application.asked_at, Application.name, Application.phone),
            *(Application.state, By.name, Application.decided_at),
        ).outerjoin_from(Application, By, col(By.id) == col(Application.decided_by)),
    ),
    Kept.COMPLAINTS: Source(
        of=(ComplaintRow.person_id,),
        since=ComplaintRow.said_at,
        rows=rows_with(
            *(ComplaintRow.said_at, ComplaintRow.words, ComplaintRow.is_named),
            *(ComplaintRow.answer, By.name, ComplaintRow.answered_at),
        ).outerjoin_from(ComplaintRow, By, col(By.id) == col(ComplaintRow.answered_by)),
    ),
    Kept.DEEDS: Source(of=(Audit.actor_id,), since=Audit.at, rows=rows_with(Audit.at, Audit.verb)),
    Kept.MESSAGES: Source(
        of=(Person.id,),
        since=Outbox.created_at,
        rows=rows_with(Outbox.created_at, Outbox.settled_at).join_from(
            Outbox, Person, col(Person.telegram_id) == col(Outbox.chat_id)
        ),
    ),
}
