from django.urls import path

from . import views

app_name = "contacts"
urlpatterns = [
    path("territoire/personnes/<uuid:person_id>/donnees/", views.personal_data, name="personal_data"),
    path("territoire/personnes/<uuid:person_id>/donnees.json", views.personal_data_file, name="personal_data_file"),
]
