from django.urls import path

from .views import household

app_name = "space"
urlpatterns = [
    path("espace/", household.index, name="index"),
    path("espace/<uuid:case_id>/", household.case, name="case"),
    path("espace/<uuid:case_id>/aides/", household.aids, name="aids"),
    path("espace/<uuid:case_id>/documents/", household.documents, name="documents"),
    path("espace/<uuid:case_id>/documents/<uuid:document_id>/", household.document, name="document"),
    path("espace/<uuid:case_id>/messages/", household.thread, name="messages"),
    path("espace/<uuid:case_id>/messages/envoyer/", household.write, name="write"),
    path("espace/<uuid:case_id>/vu/", household.seen, name="seen"),
    path("espace/<uuid:case_id>/mes-donnees/", household.own_data, name="data"),
]
