"""What the rows of many name: on PostgreSQL looked up once for a statement, not once for a row.

Its triggers stand in migrations 0039 and 0042; SQLite has foreign keys, which cost it little.
"""

LOOKED_UP = {
    "roll_answer": ("roll_call_id", "person_id", "unit_id", "proxy_by"),
    "roll_place": ("roll_call_id", "person_id"),
    "review": ("person_id", "unit_id"),
    "broadcast_receipt": ("broadcast_id", "person_id", "unit_id"),
    "outbox": ("person_id", "held_for"),
}
