"""The pages of one's own file: a name and the headings for each kind of row."""

from domain.own_record import Kept
from views.texts import N_

PAGES: dict[Kept, tuple[str, tuple[str, ...]]] = {
    Kept.ROLL_ANSWERS: (
        N_("Roll calls"),
        (
            N_("Begins"),
            N_("Answer"),
            N_("Minutes late"),
            N_("Answered at"),
            N_("By proxy of"),
            N_("Place"),
        ),
    ),
    Kept.ROLL_PLACES: (
        N_("Places at roll calls"),
        (N_("Begins"), N_("Outcome"), N_("Place"), N_("At")),
    ),
    Kept.CONTESTS: (
        N_("Contests"),
        (
            *(N_("Begins"), N_("Counted as"), N_("Minutes late"), N_("Reason")),
            *(N_("Asked at"), N_("State"), N_("Decided by"), N_("Decided at")),
        ),
    ),
    Kept.CHECK_INS: (
        N_("Check-ins"),
        (N_("At"), N_("Place"), N_("Note"), N_("With a photo"), N_("Location shared")),
    ),
    Kept.TASKS: (
        N_("Tasks"),
        (
            *(N_("Day"), N_("Task"), N_("State"), N_("Note"), N_("With a photo")),
            *(N_("Times carried over"), N_("Changed at")),
        ),
    ),
    Kept.OFFERS: (
        N_("Tasks offered"),
        (N_("Day"), N_("Task"), N_("Taken by"), N_("Taken at")),
    ),
    Kept.HANDED_ON: (
        N_("Tasks handed on"),
        (
            *(N_("Day"), N_("Task"), N_("From"), N_("To"), N_("Handed on")),
            *(N_("Decided by"), N_("Decided at")),
        ),
    ),
    Kept.SWAPS: (
        N_("Swaps of shifts"),
        (
            *(N_("Asked at"), N_("Day"), N_("Asked by"), N_("With"), N_("Approved")),
            *(N_("Decided by"), N_("Decided at")),
        ),
    ),
    Kept.REVIEWS: (
        N_("Reviews"),
        (
            *(N_("Day"), N_("State"), N_("Handed in at"), N_("Problems met")),
            *(N_("Plan for tomorrow"), N_("Remark by"), N_("Mark"), N_("Remark")),
            N_("Your answer"),
        ),
    ),
    Kept.REVIEW_TEXTS: (N_("Words in reviews"), (N_("At"), N_("Day"), N_("Words"))),
    Kept.REMARKS_BEFORE: (
        N_("Remarks before"),
        (N_("At"), N_("Day"), N_("Mark"), N_("Remark")),
    ),
    Kept.LEAVE: (
        N_("Leave"),
        (
            *(N_("Asked at"), N_("Kind"), N_("First day"), N_("Last day"), N_("From noon")),
            *(N_("Until noon"), N_("Reason"), N_("State")),
            *(N_("Decided by"), N_("Decided at")),
        ),
    ),
    Kept.TRAININGS: (
        N_("Trainings"),
        (
            *(N_("Begins"), N_("Training"), N_("Kind"), N_("Place"), N_("Answer")),
            *(N_("Reason"), N_("Answered at"), N_("Was there")),
        ),
    ),
    Kept.QUIZZES: (
        N_("Quizzes"),
        (N_("Begins"), N_("Training"), N_("Try"), N_("Passed"), N_("Finished at")),
    ),
    Kept.CERTIFICATES: (
        N_("Certificates held"),
        (N_("Given on"), N_("Training"), N_("Holds until"), N_("By")),
    ),
    Kept.BROADCASTS: (N_("Notices"), (N_("At"), N_("Words"), N_("Read at"))),
    Kept.ROLES: (
        N_("Roles"),
        (N_("Given at"), N_("Role"), N_("Unit"), N_("Until"), N_("By"), N_("Ended at")),
    ),
    Kept.TRANSFERS: (
        N_("Changes"),
        (
            *(N_("Written down at"), N_("Kind"), N_("Holds from"), N_("Before"), N_("After")),
            *(N_("Reason"), N_("By")),
        ),
    ),
    Kept.APPLICATIONS: (
        N_("Applications"),
        (
            *(N_("Asked at"), N_("Name"), N_("Phone"), N_("State")),
            *(N_("Decided by"), N_("Decided at")),
        ),
    ),
    Kept.COMPLAINTS: (
        N_("Complaints"),
        (
            *(N_("At"), N_("Words"), N_("With your name"), N_("Answer")),
            *(N_("By"), N_("Answered at")),
        ),
    ),
    Kept.DEEDS: (N_("What you did"), (N_("At"), N_("What"))),
    Kept.MESSAGES: (N_("Messages"), (N_("Made at"), N_("Brought at"))),
}
