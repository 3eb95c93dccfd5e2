"""Addresses of the week, a person's page and the files."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.monday import views

urlpatterns = [
    path("week/", views.week, name="week"),
]
