"""Addresses of the pulse. What is answered has no key in its address: the slip is typed."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.pulse import views

urlpatterns = [
    path("answer/", views.answer, name="pulse-answer"),
    path("pulse/", views.pulse, name="pulse"),
    path("pulse/slip/", views.slip, name="pulse-slip"),
    path("pulse/results/<uuid:wave_id>/", views.result, name="pulse-result"),
    path("pulse/waves/", views.waves, name="pulse-waves"),
    path("pulse/waves/start/", views.start, name="pulse-start"),
    path("pulse/waves/<uuid:wave_id>/", views.wave, name="pulse-wave"),
    path("pulse/waves/<uuid:wave_id>/launch/", views.freeze, name="pulse-freeze"),
    path("pulse/waves/<uuid:wave_id>/void/", views.void, name="pulse-void"),
]
