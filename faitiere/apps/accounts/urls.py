from django.urls import include, path

from . import views

app_name = "accounts"

_account = [
    path("", views.account, name="account"),
    path("dates/", views.role_dates, name="role_dates"),
    path("verrouiller/", views.lock, name="lock"),
    path("rouvrir/", views.unlock, name="unlock"),
    path("retirer/", views.end_role, name="end_role"),
    path("second-facteur/", views.reset_second_factor, name="reset_second_factor"),
    path("mot-de-passe/", views.send_reset, name="send_reset"),
    path("inviter/", views.invite_again, name="invite_again"),
    path("voir-comme/", views.see_as, name="see_as"),
]

urlpatterns = [
    path("accueil/", views.home, name="home"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("connexion/mes-connexions/", views.identities, name="identities"),
    path("connexion/relier/", views.link, name="link"),
    path("connexion/<slug:provider>/", views.connect, name="connect"),
    path("connexion/<slug:provider>/retour/", views.connect_back, name="connect_back"),
    path("connexion/<slug:provider>/delier/", views.unlink, name="unlink"),
    path("mes-visites/", views.seen, name="seen"),
    path("ne-plus-voir-comme/", views.stop_seeing, name="stop_seeing"),
    path("territoire/comptes/", views.people, name="people"),
    path("territoire/comptes/inviter/", views.bulk, name="bulk"),
    path("territoire/comptes/<uuid:membership_id>/", include(_account)),
    path("plateforme/", views.platform, name="platform"),
]
