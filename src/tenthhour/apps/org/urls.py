"""Addresses of signing in and of one's own record; those of the demo and of a private trial exist there alone."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from tenthhour.apps.org import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/access/", views.access_log, name="access-log"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/", views.demo_sign_in, name="demo-sign-in"),
        path("demo/trial/", views.demo_trial, name="demo-trial"),
    ]
if settings.TRIAL:
    urlpatterns += [
        path("trial/enter/<uuid:key>/", views.enter_trial, name="enter-trial"),
        path("trial/end/", views.end_trial, name="end-trial"),
        path("trial/keep/", views.keep_trial, name="keep-trial"),
    ]
