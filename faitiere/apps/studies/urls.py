from django.urls import path

from . import views

app_name = "studies"
CASE = "bureau/dossiers/<uuid:case_id>"
SCENARIO = f"{CASE}/scenarios/<uuid:scenario_id>"
STUDY = f"{CASE}/etudes/<int:number>"
urlpatterns = [
    path(f"{CASE}/logement/", views.home, name="home"),
    path(f"{CASE}/logement/dpe/", views.upload, name="upload"),
    path(f"{CASE}/logement/dpe/<uuid:dpe_id>/", views.dpe_file, name="dpe_file"),
    path(f"{CASE}/logement/reponses/", views.answers, name="answers"),
    path(f"{CASE}/logement/corriger/", views.correct, name="correct"),
    path(f"{CASE}/factures/", views.bills, name="bills"),
    path(f"{CASE}/apres-travaux/", views.follow_up, name="follow_up"),
    path(f"{CASE}/apres-travaux/bilan/", views.follow_up_report, name="follow_up_report"),
    path(f"{CASE}/factures/tableau/", views.bills_preview, name="bills_preview"),
    path(f"{CASE}/factures/tableau/importer/", views.bills_import, name="bills_import"),
    path(f"{CASE}/factures/bilan/", views.bills_report, name="bills_report"),
    path(f"{CASE}/factures/bilan/ranger/", views.bills_file, name="bills_file"),
    path(f"{CASE}/factures/annees/<uuid:year_id>/", views.bill_year, name="bill_year"),
    path(f"{CASE}/factures/<uuid:bill_id>/retirer/", views.bill_remove, name="bill_remove"),
    path(f"{CASE}/scenarios/", views.scenarios, name="scenarios"),
    path(f"{CASE}/scenarios/commencer/", views.begin, name="begin"),
    path(f"{CASE}/scenarios/meilleurs/", views.best, name="best"),
    path(f"{CASE}/scenarios/meilleurs/retenir/", views.keep, name="keep"),
    path(f"{SCENARIO}/", views.compose, name="compose"),
    path(f"{SCENARIO}/choisir/", views.choose, name="choose"),
    path(f"{SCENARIO}/dupliquer/", views.duplicate, name="duplicate"),
    path(f"{SCENARIO}/supprimer/", views.delete, name="delete"),
    path(f"{SCENARIO}/financer/<int:number>/", views.funding, name="funding"),
    path(f"{SCENARIO}/financer/ajouter/", views.plan_add, name="plan_add"),
    path(f"{SCENARIO}/financer/<int:number>/retenir/", views.plan_keep, name="plan_keep"),
    path(f"{SCENARIO}/financer/<int:number>/supprimer/", views.plan_drop, name="plan_drop"),
    path(f"{STUDY}/scenario/", views.compose_new, name="compose_new"),
    path(f"{STUDY}/copier/", views.copy, name="copy"),
    path(f"{STUDY}/menage/", views.facts, name="facts"),
    path(f"{STUDY}/compte-rendu/", views.report, name="report"),
    path(f"{STUDY}/compte-rendu/apercu/", views.preview, name="report_preview"),
    path(f"{STUDY}/compte-rendu/imprimer/", views.print_, name="report_print"),
    path(f"{STUDY}/compte-rendu/envoyer/", views.send, name="report_send"),
    path(f"{CASE}/plan/", views.plan, name="plan"),
    path("territoire/prix/", views.prices, name="prices"),
    path("territoire/baremes/", views.parameters, name="parameters"),
]
