"""Whether a write failed because the disk takes nothing more."""

import sqlite3

from sqlalchemy.exc import DBAPIError

_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_POSTGRESQL = "53100"


def is_full(error: BaseException) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in _SQLITE or getattr(error.orig, "sqlstate", None) == _POSTGRESQL
