"""/calendar: a unit's month, days that are changed, and special periods."""

from handlers.calendar import changing, seeing, special
from handlers.routes import Routes


def register_routes(to: Routes) -> None:
    seeing.register_routes(to)
    changing.register_routes(to)
    special.register_routes(to)
