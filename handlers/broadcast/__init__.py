"""/broadcast: telling many something, seeing who has read it, and having read it."""

from handlers.broadcast import asking, board, correcting, reading
from handlers.broadcast.draft import CHOOSING
from handlers.routes import Routes

__all__ = ["CHOOSING", "register_routes"]


def register_routes(to: Routes) -> None:
    asking.register_routes(to)
    board.register_routes(to)
    correcting.register_routes(to)
    reading.register_routes(to)
