"""Reads of the week and of the files, one file per noun."""

from tenthhour.apps.monday.queries.beside import beside
from tenthhour.apps.monday.queries.charts import ChartsPage, charts_page
from tenthhour.apps.monday.queries.duties import Owed, owed
from tenthhour.apps.monday.queries.files import Preview, incoming, preview
from tenthhour.apps.monday.queries.first_hour import FirstHour, first_hour
from tenthhour.apps.monday.queries.person import PersonPage, person_page
from tenthhour.apps.monday.queries.questions import Questions, data_questions
from tenthhour.apps.monday.queries.week import Week, week

__all__ = [
    "ChartsPage",
    "FirstHour",
    "Owed",
    "PersonPage",
    "Preview",
    "Questions",
    "Week",
    "beside",
    "charts_page",
    "data_questions",
    "first_hour",
    "incoming",
    "owed",
    "person_page",
    "preview",
    "week",
]
