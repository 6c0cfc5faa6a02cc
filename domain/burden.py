"""How often one person is asked for something in a day, and where reminders stop."""

MOST = 12
"""Questions a day to one person; what then is left out, in this order.

Reminders are left out, of rolls, tasks, trainings and notices. An offer passes by who has been
asked so often, as long as there is anybody else. Tasks, trainings and notices go out, because
a supervisor sends them who has read how many have been asked enough. The roll call and the
review are never left out.
"""
ASKING = (
    "roll:",
    "roll-reminder:",
    "review:",
    "training",
    "broadcast:",
    "broadcast-reminder:",
    "task:",
    "task-due:",
    "offer:",
    "quiz:",
)
"""How the keys of messages begin that ask for an answer."""
