"""Addresses of the week, a person's page and the files."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.monday import views

urlpatterns = [
    path("week/", views.week, name="week"),
    path("people/<uuid:person>/", views.person, name="person"),
    path("people/<uuid:person>/comments/", views.comment, name="comment"),
    path("people/<uuid:person>/brief/", views.brief, name="brief"),
    path("people/<uuid:person>/brief.pdf", views.brief_pdf, name="brief-pdf"),
    path("asks/drafts/<uuid:draft>/", views.draft, name="ask-draft"),
    path("asks/<uuid:ask>/", views.ask, name="ask"),
    path("data/", views.data, name="data"),
    path("data/check/", views.check, name="check"),
    path("data/uploads/<uuid:upload>/", views.upload, name="upload"),
    path("data/uploads/<uuid:upload>/columns/", views.columns, name="columns"),
    path("data/uploads/<uuid:upload>/mapping.yaml", views.mapping_file, name="mapping-file"),
    path("first-hour/", views.first_hour, name="first-hour"),
    path("data/uploads/<uuid:upload>/import/", views.take_in, name="take-in"),
    path("data/batches/<uuid:batch>/undo/", views.undo, name="undo"),
    path("data/batches/<uuid:batch>/file/", views.file, name="file"),
]
