"""Addresses of the rehearsals; a talk is only ever sent, never linked to."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.rehearsal import views

urlpatterns = [
    path("rehearse/", views.choose, name="rehearse"),
    path("rehearse/skills/", views.skills, name="rehearse-skills"),
    path("rehearse/sheet/", views.sheet, name="rehearse-sheet"),
    path("rehearse/talk/", views.talk, name="rehearse-talk"),
    path("rehearse/debrief/", views.debrief, name="rehearse-debrief"),
    path("rehearse/copy/", views.copy, name="rehearse-copy"),
]
