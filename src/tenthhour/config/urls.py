"""The addresses of the site: one line per app."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("tenthhour.apps.org.urls")),
    path("", include("tenthhour.apps.support.urls")),
    path("", include("tenthhour.apps.monday.urls")),
    path("", include("tenthhour.apps.pulse.urls")),
    path("", include("tenthhour.apps.rehearsal.urls")),
]
handler404 = "tenthhour.apps.org.views.absent"
handler500 = "tenthhour.apps.org.views.broken"
