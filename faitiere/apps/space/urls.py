from django.urls import include, path

from .views import documents, exchanges, household, opening, plan, rights, sharing, sheet

app_name = "space"
_case = [
    path("", household.case, name="case"),
    path("plus/", household.more, name="more"),
    path("plan/", plan.plan, name="plan"),
    path("aides/", plan.aids, name="aids"),
    path("documents/", documents.documents, name="documents"),
    path("documents/envoyer/", documents.send, name="send"),
    path("documents/<uuid:document_id>/", documents.document, name="document"),
    path("documents/<uuid:document_id>/retirer/", documents.withdraw, name="withdraw"),
    path("messages/", exchanges.thread, name="messages"),
    path("messages/envoyer/", exchanges.write, name="write"),
    path("vu/", exchanges.seen, name="seen"),
    path("logement/", sheet.home, name="home"),
    path("logement/<slug:key>/", sheet.home_line, name="home_line"),
    path("partager/", sharing.sharing, name="sharing"),
    path("partager/<uuid:guest_id>/retirer/", sharing.guest_out, name="guest_out"),
    path("mes-donnees/", rights.own_data, name="data"),
    path("qui-a-regarde/", rights.journal, name="journal"),
]
_own = [
    path("", rights.account, name="account"),
    path("corriger/", rights.correct, name="correct"),
    path("adresse/", rights.email, name="email"),
    path("adresse/<str:token>/", rights.email_confirm, name="email_confirm"),
    path("accords/<slug:purpose>/", rights.consent, name="consent"),
    path("copie/", rights.copy_ask, name="copy_ask"),
    path("copie/etat/", rights.copy_state, name="copy_state"),
    path("copie/<uuid:copy_id>/", rights.copy_file, name="copy_file"),
    path("effacer/", rights.erase, name="erase"),
]
urlpatterns = [
    path("espace/", household.index, name="index"),
    path("espace/ouvrir/", opening.opening, name="opening"),
    path("espace/ouvrir/envoye/", opening.opening_sent, name="opening_sent"),
    path("espace/ouvrir/<str:token>/", opening.opening_link, name="opening_link"),
    path("espace/nouveau-projet/", opening.new, name="new"),
    path("espace/efface/", rights.erased, name="erased"),
    path("espace/mes-donnees/", include(_own)),
    path("espace/<uuid:case_id>/", include(_case)),
    path("bureau/dossiers/<uuid:case_id>/declarations/", sheet.statements, name="statements"),
    path(
        "bureau/dossiers/<uuid:case_id>/declarations/<uuid:statement_id>/",
        sheet.statement_decide,
        name="statement_decide",
    ),
]
