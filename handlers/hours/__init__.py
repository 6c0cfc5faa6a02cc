"""/hours: seeing the hours of units and changing them, by buttons or in one line."""

from handlers.hours import changing, seeing
from handlers.routes import Routes


def register_routes(to: Routes) -> None:
    seeing.register_routes(to)
    changing.register_routes(to)
