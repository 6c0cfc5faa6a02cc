"""Importing models registers every table."""

from models import alarm as alarm
from models import audit as audit
from models import beacon as beacon
from models import broadcast as broadcast
from models import calendar as calendar
from models import check_in as check_in
from models import claim as claim
from models import conversation as conversation
from models import enclosure as enclosure
from models import hours as hours
from models import inbox as inbox
from models import leave as leave
from models import occurrence as occurrence
from models import outbox as outbox
from models import person as person
from models import remark as remark
from models import review as review
from models import review_text as review_text
from models import roll_call as roll_call
from models import roster_sent as roster_sent
from models import routine as routine
from models import task as task
from models import training as training
from models import training_attendance as training_attendance
from models import transfer as transfer
from models import unit as unit
