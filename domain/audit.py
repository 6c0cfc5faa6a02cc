"""What is written down of who did what about whom: changes of the office, and looks into it."""

from enum import StrEnum


class Verb(StrEnum):
    """At most twenty letters each."""

    EXPORTED = "exported"
    IMPORTED = "imported"
