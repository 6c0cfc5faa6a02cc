"""Importing views registers every notice and every refusal that can be drawn."""

from views import help as help
from views import roll_call as roll_call
from views import start as start
