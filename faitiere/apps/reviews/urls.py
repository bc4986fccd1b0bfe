from django.urls import path

from . import views

app_name = "reviews"
urlpatterns = [
    path("bureau/regles/", views.changes, name="changes"),
    path("bureau/regles/recalculer/", views.watch, name="watch"),
    path("bureau/regles/ecrire/", views.letter, name="letter"),
    path("bureau/regles/seuil/", views.threshold, name="threshold"),
    path("bureau/regles/<uuid:review_id>/avancement/", views.progress, name="progress"),
    path("bureau/regles/<uuid:review_id>/arreter/", views.cancel, name="cancel"),
    path("territoire/repetitions/", views.rehearsals, name="rehearsals"),
    path("territoire/repetitions/<uuid:review_id>/", views.rehearsal, name="rehearsal"),
    path("territoire/repetitions/aide/<uuid:aid_id>/", views.try_aid, name="try_aid"),
    path("territoire/repetitions/baremes/nouveau/", views.parameters_new, name="parameters_new"),
    path("territoire/repetitions/baremes/<uuid:draft_id>/", views.parameters, name="parameters"),
    path("territoire/repetitions/baremes/<uuid:draft_id>/essayer/", views.try_parameters, name="try_parameters"),
]
