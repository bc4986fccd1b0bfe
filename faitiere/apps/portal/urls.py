from django.urls import path

from .views import desk, embedding, opening, pages, public, simulation

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
    path("chercher/", pages.search, name="search"),
    path("actualites.rss", pages.feed, name="feed"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("media/images/<str:name>", pages.picture, name="picture"),
    path("territoire/portail/", desk.hub, name="hub"),
    path("territoire/portail/apparence/", desk.look, name="look"),
    path("territoire/portail/menu/", desk.menu, name="menu"),
    path("territoire/portail/menu/commencer/", desk.menu_start, name="menu_start"),
    path("territoire/portail/menu/<uuid:line_id>/", desk.menu_line, name="menu_line"),
    path("territoire/portail/redaction/", desk.editors, name="editors"),
    path("territoire/portail/redaction/<uuid:editor_id>/retirer/", desk.editor_remove, name="editor_remove"),
    path("territoire/portail/verifications/", desk.checks, name="checks"),
    path("territoire/portail/verifications/<int:number>/relue/", desk.checked, name="checked"),
    path("territoire/portail/bibliotheque/", desk.national, name="library"),
    path("territoire/portail/bibliotheque/<int:number>/", desk.national_use, name="library_use"),
    path("territoire/portail/bibliotheque/<uuid:use_id>/changements/", desk.national_changes, name="library_changes"),
    path("plateforme/ouvrir/", opening.opening, name="opening"),
    path("plateforme/ouvrir/<slug:step>/", opening.opening, name="opening_step"),
    path("territoire/simulateur/", embedding.sites, name="embedding"),
    path("territoire/simulateur/<uuid:site_id>/retirer/", embedding.remove, name="embedding_remove"),
]
