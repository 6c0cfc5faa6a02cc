"""/broadcast: telling many something, seeing who has read it, and having read it."""

from handlers.broadcast import asking, board, correcting, reading, target
from handlers.routes import Routes


def register_routes(to: Routes) -> None:
    asking.register_routes(to)
    target.register_routes(to)
    board.register_routes(to)
    correcting.register_routes(to)
    reading.register_routes(to)
