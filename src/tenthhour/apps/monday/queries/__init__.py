"""Reads of the week and of the files, one file per noun."""

from tenthhour.apps.monday.queries.beside import beside
from tenthhour.apps.monday.queries.files import Preview, incoming, preview
from tenthhour.apps.monday.queries.week import PersonPage, Week, person_page, week

__all__ = ["PersonPage", "Preview", "Week", "beside", "incoming", "person_page", "preview", "week"]
