from django.urls import path

from .views import embedding, public, simulation

app_name = "portal"
urlpatterns = [
    path("trouver-mon-conseiller/", public.finder, name="finder"),
    path("etre-rappele/", public.callback, name="callback"),
    path("etre-rappele/merci/", public.callback_done, name="callback_done"),
    path("mes-aides/", simulation.aids, name="aids"),
    path("mes-aides/garder/", simulation.keep, name="simulation_keep"),
    path("mes-aides/reprendre/", simulation.resume, name="simulation_resume"),
    path("mes-aides/reprise/<str:code>/", simulation.kept, name="simulation"),
    path("mes-aides/envoyer/", simulation.send, name="simulation_send"),
    path("mes-aides/integrer/", embedding.embedded, name="embedded"),
    path("bureau/dossiers/<uuid:case_id>/simulation/", simulation.of_case, name="case_simulation"),
    path("territoire/simulateur/", embedding.sites, name="embedding"),
    path("territoire/simulateur/<uuid:site_id>/retirer/", embedding.remove, name="embedding_remove"),
]
