from django.urls import path

from . import views

app_name = "steering"
urlpatterns = [
    path("bureau/dossiers/<uuid:case_id>/actes/", views.case_acts, name="case_acts"),
    path("bureau/dossiers/<uuid:case_id>/actes/<uuid:type_id>/", views.confirm, name="confirm"),
    path("bureau/dossiers/<uuid:case_id>/actes/<uuid:type_id>/ecarter/", views.dismiss, name="dismiss"),
    path("bureau/actes/", views.acts, name="acts"),
    path("pilotage/", views.dashboard, name="dashboard"),
    path("pilotage/objectifs/", views.objectives, name="objectives"),
    path("pilotage/exports/", views.exports, name="exports"),
    path("pilotage/exports/<slug:kind>/", views.export_file, name="export_file"),
]
