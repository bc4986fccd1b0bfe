from django.urls import path

from . import views

app_name = "legal"
urlpatterns = [
    path("bureau/juridique/", views.questions, name="questions"),
    path("bureau/juridique/nouvelle/", views.new, name="new"),
    path("bureau/juridique/<uuid:question_id>/", views.answer, name="answer"),
    path("bureau/dossiers/<uuid:case_id>/juridique/", views.case_questions, name="case"),
    path("bureau/dossiers/<uuid:case_id>/juridique/demander/", views.ask, name="ask"),
    path("bureau/dossiers/<uuid:case_id>/juridique/<uuid:guest_id>/retirer/", views.withdraw, name="withdraw"),
    path("bureau/juridique/statistiques/", views.figures, name="statistics"),
    path("bureau/juridique/statistiques/fichier/", views.figures_file, name="statistics_file"),
    path("territoire/themes-juridiques/", views.themes, name="themes"),
    path("territoire/themes-juridiques/proposes/", views.themes_propose, name="themes_propose"),
    path("territoire/themes-juridiques/<uuid:theme_id>/", views.theme_change, name="theme_change"),
]
