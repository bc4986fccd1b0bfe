from django.urls import path

from .views import public, space

app_name = "portal"
urlpatterns = [
    path("trouver-mon-conseiller/", public.finder, name="finder"),
    path("etre-rappele/", public.callback, name="callback"),
    path("etre-rappele/merci/", public.callback_done, name="callback_done"),
    path("mes-aides/", public.aids, name="aids"),
    path("espace/", space.space, name="space"),
    path("espace/<uuid:case_id>/", space.space_case, name="space_case"),
    path("espace/<uuid:case_id>/aides/", space.space_aids, name="space_aids"),
    path("espace/<uuid:case_id>/documents/", space.space_documents, name="space_documents"),
    path("espace/<uuid:case_id>/documents/<uuid:document_id>/", space.space_document, name="space_document"),
    path("espace/<uuid:case_id>/messages/", space.space_messages, name="space_messages"),
    path("espace/<uuid:case_id>/messages/envoyer/", space.space_write, name="space_write"),
    path("espace/<uuid:case_id>/vu/", space.space_seen, name="space_seen"),
    path("espace/<uuid:case_id>/mes-donnees/", space.space_data, name="space_data"),
]
