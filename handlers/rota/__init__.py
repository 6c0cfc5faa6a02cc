"""/rota: a unit's shifts, one's own, and swapping them."""

from handlers.rota import setting, swapping
from handlers.routes import Routes


def register_routes(to: Routes) -> None:
    setting.register_routes(to)
    swapping.register_routes(to)
