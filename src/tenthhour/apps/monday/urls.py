"""Addresses of the week, a person's page and the files."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.monday.views import files, questions, week

urlpatterns = [
    path("week/", week.week, name="week"),
    path("week/load/", week.send_load, name="load-send"),
    path("people/<uuid:person>/", week.person, name="person"),
    path("people/<uuid:person>/charts/", week.charts, name="charts"),
    path("people/<uuid:person>/level/", questions.confirm_level, name="confirm-level"),
    path("people/<uuid:person>/comments/", week.comment, name="comment"),
    path("people/<uuid:person>/brief/", week.brief, name="brief"),
    path("people/<uuid:person>/brief.pdf", week.brief_pdf, name="brief-pdf"),
    path("asks/drafts/<uuid:draft>/", week.draft, name="ask-draft"),
    path("asks/<uuid:ask>/", week.ask, name="ask"),
    path("data/", files.data, name="data"),
    path("data/questions/", questions.asked, name="data-questions"),
    path("data/questions/answer/", questions.answer, name="data-answer"),
    path("data/check/", files.check, name="check"),
    path("data/uploads/<uuid:upload>/", files.upload, name="upload"),
    path("data/uploads/<uuid:upload>/columns/", files.columns, name="columns"),
    path("data/uploads/<uuid:upload>/mapping.yaml", files.mapping_file, name="mapping-file"),
    path("first-hour/", files.first_hour, name="first-hour"),
    path("data/uploads/<uuid:upload>/import/", files.take_in, name="take-in"),
    path("data/batches/<uuid:batch>/undo/", files.undo, name="undo"),
    path("data/batches/<uuid:batch>/file/", files.file, name="file"),
]
