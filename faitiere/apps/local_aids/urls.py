from django.urls import path

from . import views

app_name = "local_aids"
AID = "territoire/aides-locales/<uuid:aid_id>"
urlpatterns = [
    path("territoire/aides-locales/", views.aids, name="aids"),
    path("territoire/aides-locales/nouvelle/", views.new, name="new"),
    path(f"{AID}/", views.show, name="show"),
    path(f"{AID}/modifier/", views.edit, name="edit"),
    path(f"{AID}/publier/", views.publish, name="publish"),
    path(f"{AID}/terminer/", views.end, name="end"),
    path(f"{AID}/nouvelle-version/", views.version, name="version"),
    path(f"{AID}/abandonner/", views.drop, name="drop"),
    path("territoire/aides-nationales/", views.notes, name="notes"),
]
