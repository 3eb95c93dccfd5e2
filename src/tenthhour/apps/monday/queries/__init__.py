"""Reads of the week and of the files, one file per noun."""

from tenthhour.apps.monday.queries.beside import beside
from tenthhour.apps.monday.queries.duties import Owed, owed
from tenthhour.apps.monday.queries.files import Preview, incoming, preview
from tenthhour.apps.monday.queries.first_hour import FirstHour, first_hour
from tenthhour.apps.monday.queries.week import PersonPage, Week, person_page, week

__all__ = [
    "FirstHour",
    "Owed",
    "PersonPage",
    "Preview",
    "Week",
    "beside",
    "first_hour",
    "incoming",
    "owed",
    "person_page",
    "preview",
    "week",
]
