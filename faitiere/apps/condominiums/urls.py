from django.urls import path

from .views import bills, building, exchanges, members, owner, project

app_name = "condominiums"
CASE = "espace/<uuid:case_id>"
OWN = f"{CASE}/ma-part/<uuid:owner_id>"
urlpatterns = [
    path(f"{CASE}/immeuble/", building.building, name="building"),
    path(f"{CASE}/assemblees/", building.meetings, name="meetings"),
    path(f"{CASE}/assemblees/<uuid:meeting_id>/", building.meeting, name="meeting"),
    path(f"{CASE}/projet/", project.plan, name="plan"),
    path(f"{CASE}/factures/", bills.bills, name="bills"),
    path(f"{CASE}/factures/bilan/", bills.bills_report, name="bills_report"),
    path(f"{CASE}/factures/tableau/", bills.bills_preview, name="bills_preview"),
    path(f"{CASE}/factures/tableau/importer/", bills.bills_import, name="bills_import"),
    path(f"{CASE}/factures/annees/<uuid:year_id>/", bills.bill_year, name="bill_year"),
    path(f"{CASE}/factures/<uuid:bill_id>/retirer/", bills.bill_remove, name="bill_remove"),
    path(f"{CASE}/membres/", members.members, name="members"),
    path(f"{CASE}/membres/<uuid:participant_id>/retirer/", members.withdraw, name="member_withdraw"),
    path(f"{CASE}/ma-part/", owner.share, name="share"),
    path(f"{OWN}/declaration/", owner.declare, name="declare"),
    path(f"{OWN}/declaration/effacer/", owner.declaration_erase, name="declaration_erase"),
    path(f"{OWN}/assemblees/<uuid:meeting_id>/avis/", owner.intention, name="intention"),
    path(f"{OWN}/assemblees/<uuid:meeting_id>/avis/effacer/", owner.intention_erase, name="intention_erase"),
    path(f"{CASE}/pieces/", exchanges.documents, name="documents"),
    path(f"{CASE}/fil/", exchanges.thread, name="messages"),
]
