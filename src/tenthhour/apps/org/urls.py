"""Addresses of signing in and of one's own record; those of the demo and of a private trial exist there alone."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.urls import path

from tenthhour.apps.org import views
from tenthhour.apps.org.access import policy

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/news/", views.notices, name="news"),
    path("me/access/", views.access_log, name="access-log"),
    path("me/data/", views.own, name="own"),
    path("me/data/all.zip", views.own_export, name="own-export"),
    path("holds/", views.holds, name="holds"),
    path("holds/sign/", views.sign, name="sign"),
    path("me/sign-in/passkey/remove/", views.remove_passkey, name="remove-passkey"),
    path("roles/", views.roles, name="roles"),
    path("roles/give/", views.give_role, name="role-give"),
    path("roles/<uuid:role>/end/", views.end_role, name="role-end"),
    path("roles/<uuid:role>/agree/", views.agree_cover, name="cover-agree"),
    path("organisation/", views.people, name="people"),
    path("organisation/add/", views.add_person, name="person-add"),
    path("organisation/team/", views.change_team, name="team-change"),
    path("organisation/<uuid:person>/", views.post, name="post"),
    path("organisation/<uuid:person>/change/", views.change_post, name="post-change"),
    path("organisation/<uuid:person>/name/", views.correct_name, name="name-correct"),
    path("organisation/<uuid:person>/correct/", views.correct_post, name="post-correct"),
    path("organisation/<uuid:person>/last-day/", views.end_post, name="post-end"),
    path("organisation/<uuid:person>/away/", views.write_leave, name="leave-write"),
    path("organisation/<uuid:person>/away/correct/", views.correct_leave, name="leave-correct"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.make_account, name="make-account"),
    path("accounts/link/", views.make_link, name="make-link"),
    path("accounts/close/", views.close_account, name="close-account"),
]
# Views of allauth under our addresses and our policies; the names are those allauth looks for. What is not
# listed here does not exist: signing up, changing the address, connecting accounts.
_THEIRS = [
    ("sign-in/", "org.sign_in", account.login, "account_login"),
    ("sign-in/code/", "org.sign_in.code", mfa.authenticate, "mfa_authenticate"),
    ("sign-in/passkey/", "org.sign_in.passkey", passkey.login_webauthn, "mfa_login_webauthn"),
    (
        "sign-in/link/<uuid:uidb36>/<signed:key>/",
        "org.sign_in.link",
        account.password_reset_from_key,
        "account_reset_password_from_key",
    ),
    ("me/sign-in/", "org.ways.read", mfa.index, "mfa_index"),
    ("me/sign-in/password/", "org.password.change", account.password_change, "account_change_password"),
    ("me/sign-in/app/", "org.app.set_up", app.activate_totp, "mfa_activate_totp"),
    ("me/sign-in/app/off/", "org.app.turn_off", app.deactivate_totp, "mfa_deactivate_totp"),
    ("me/sign-in/passkey/", "org.passkey.add", passkey.add_webauthn, "mfa_add_webauthn"),
    ("me/sign-in/codes/", "org.codes.read", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    ("me/sign-in/codes/new/", "org.codes.make", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
]
if settings.HAS_MAIL:
    _THEIRS += [
        ("sign-in/new-link/", "org.sign_in.new_link", account.password_reset, "account_reset_password"),
        (
            "sign-in/new-link/sent/",
            "org.sign_in.link_sent",
            account.password_reset_done,
            "account_reset_password_done",
        ),
    ]
urlpatterns += [path(address, policy(line)(view), name=name) for address, line, view, name in _THEIRS]
if settings.OIDC_URL:
    _OURS = {"provider_id": "organisation"}
    urlpatterns += [
        path(
            "sign-in/organisation/",
            policy("org.sign_in.organisation")(views.answered(openid.login)),
            _OURS,
            name="openid_connect_login",
        ),
        path(
            "sign-in/organisation/back/",
            policy("org.sign_in.from_organisation")(views.answered(openid.callback)),
            _OURS,
            name="openid_connect_callback",
        ),
        path(
            "sign-in/organisation/cancelled/",
            policy("org.sign_in.cancelled")(views.cancelled),
            name="socialaccount_login_cancelled",
        ),
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
