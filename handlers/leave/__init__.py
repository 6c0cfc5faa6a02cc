"""/leave: asking for it, deciding about it, ending it, and what a unit allows in a year."""

from handlers.leave import allowing, asking, deciding, ending
from handlers.routes import Routes


def register_routes(to: Routes) -> None:
    asking.register_routes(to)
    deciding.register_routes(to)
    ending.register_routes(to)
    allowing.register_routes(to)
