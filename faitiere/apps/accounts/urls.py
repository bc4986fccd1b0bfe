from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("accueil/", views.home, name="home"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("territoire/comptes/", views.people, name="people"),
    path("territoire/comptes/<uuid:membership_id>/retirer/", views.end_role, name="end_role"),
    path(
        "territoire/comptes/<uuid:membership_id>/second-facteur/",
        views.reset_second_factor,
        name="reset_second_factor",
    ),
    path("plateforme/", views.platform, name="platform"),
]
