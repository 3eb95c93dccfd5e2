"""Reads of the week and of the files, one file per noun."""

from tenthhour.apps.monday.queries.beside import beside
from tenthhour.apps.monday.queries.files import Preview, incoming, preview
from tenthhour.apps.monday.queries.first_hour import FirstHour, first_hour
from tenthhour.apps.monday.queries.week import PersonPage, Week, person_page, week

__all__ = [
    "FirstHour",
    "PersonPage",
    "Preview",
    "Week",
    "beside",
    "first_hour",
    "incoming",
    "person_page",
    "preview",
    "week",
]
