from django.urls import path

from .views import condominium, household, members, owner

app_name = "space"
CASE = "espace/<uuid:case_id>"
OWN = f"{CASE}/ma-part/<uuid:owner_id>"
urlpatterns = [
    path("espace/", household.index, name="index"),
    path(f"{CASE}/", household.case, name="case"),
    path(f"{CASE}/aides/", household.aids, name="aids"),
    path(f"{CASE}/documents/", household.documents, name="documents"),
    path(f"{CASE}/documents/deposer/", condominium.deposit, name="deposit"),
    path(f"{CASE}/documents/<uuid:document_id>/", household.document, name="document"),
    path(f"{CASE}/messages/", household.thread, name="messages"),
    path(f"{CASE}/messages/envoyer/", household.write, name="write"),
    path(f"{CASE}/vu/", household.seen, name="seen"),
    path(f"{CASE}/mes-donnees/", household.own_data, name="data"),
    path(f"{CASE}/immeuble/", condominium.building, name="building"),
    path(f"{CASE}/assemblees/", condominium.meetings, name="meetings"),
    path(f"{CASE}/assemblees/<uuid:meeting_id>/", condominium.meeting, name="meeting"),
    path(f"{CASE}/factures/", condominium.bills, name="bills"),
    path(f"{CASE}/factures/annees/<uuid:year_id>/", condominium.bill_year, name="bill_year"),
    path(f"{CASE}/factures/<uuid:bill_id>/retirer/", condominium.bill_remove, name="bill_remove"),
    path(f"{CASE}/membres/", members.members, name="members"),
    path(f"{CASE}/membres/<uuid:participant_id>/retirer/", members.withdraw, name="member_withdraw"),
    path(f"{CASE}/ma-part/", owner.share, name="share"),
    path(f"{OWN}/declaration/", owner.declare, name="declare"),
    path(f"{OWN}/declaration/effacer/", owner.declaration_erase, name="declaration_erase"),
    path(f"{OWN}/assemblees/<uuid:meeting_id>/avis/", owner.intention, name="intention"),
    path(f"{OWN}/assemblees/<uuid:meeting_id>/avis/effacer/", owner.intention_erase, name="intention_erase"),
]
