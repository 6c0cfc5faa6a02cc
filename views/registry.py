"""Importing this registers every notice and every refusal that can be drawn.

`views` itself imports nothing: the command line says its words without a chat's library.
"""

from importlib import import_module
from pkgutil import iter_modules

import views

for found in iter_modules(views.__path__):
    import_module(f"views.{found.name}")
