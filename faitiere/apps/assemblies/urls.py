from django.urls import path

from . import views

app_name = "assemblies"
CASE = "bureau/dossiers/<uuid:case_id>"
OWNER = f"{CASE}/copropriete/coproprietaires/<uuid:owner_id>"
MEETING = f"{CASE}/assemblees/<uuid:meeting_id>"
RESOLUTION = f"{CASE}/resolutions/<uuid:resolution_id>"
urlpatterns = [
    path(f"{CASE}/copropriete/", views.site, name="site"),
    path(f"{CASE}/copropriete/modifier/", views.site_edit, name="site_edit"),
    path(f"{CASE}/copropriete/lots/", views.lots_preview, name="lots_preview"),
    path(f"{CASE}/copropriete/lots/importer/", views.lots_import, name="lots_import"),
    path(f"{CASE}/copropriete/lots/<uuid:lot_id>/", views.lot_edit, name="lot_edit"),
    path(f"{CASE}/copropriete/lots/<uuid:lot_id>/vendre/", views.lot_sell, name="lot_sell"),
    path(f"{CASE}/copropriete/lots/<uuid:lot_id>/supprimer/", views.lot_remove, name="lot_remove"),
    path(f"{CASE}/copropriete/cles/<uuid:key_id>/", views.key_edit, name="key_edit"),
    path(f"{CASE}/copropriete/cles/<uuid:key_id>/supprimer/", views.key_remove, name="key_remove"),
    path(f"{CASE}/copropriete/syndic/", views.syndic, name="syndic"),
    path(f"{OWNER}/", views.owner_edit, name="owner_edit"),
    path(f"{OWNER}/personnes/", views.owner_person_add, name="owner_person_add"),
    path(f"{OWNER}/personnes/<uuid:person_id>/retirer/", views.owner_person_remove, name="owner_person_remove"),
    path(f"{CASE}/copropriete/diagnostics/", views.diagnosis_add, name="diagnosis_add"),
    path(
        f"{CASE}/copropriete/diagnostics/<uuid:diagnosis_id>/retirer/", views.diagnosis_remove, name="diagnosis_remove"
    ),
    path(f"{CASE}/assemblees/", views.meetings, name="meetings"),
    path(f"{MEETING}/", views.meeting, name="meeting"),
    path(f"{MEETING}/taches/", views.back_planning, name="back_planning"),
    path(f"{MEETING}/modifier/", views.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}/nouvelle-assemblee/", views.meeting_again, name="meeting_again"),
    path(f"{MEETING}/hypothese/", views.hypothesis, name="hypothesis"),
    path(f"{MEETING}/presence/", views.attendance, name="attendance"),
    path(f"{MEETING}/intentions/", views.intentions, name="intentions"),
    path(f"{MEETING}/plans/", views.plans, name="plans"),
    path(f"{MEETING}/plans/financement/", views.funding, name="funding"),
    path(f"{MEETING}/plans/imprimer/", views.owner_sheets, name="owner_sheets"),
    path(f"{MEETING}/plans/<uuid:owner_id>/", views.owner_plan, name="owner_plan"),
    path(f"{MEETING}/plans/<uuid:owner_id>/inviter/", views.owner_invite, name="owner_invite"),
    path(f"{MEETING}/plans/<uuid:owner_id>/effacer/", views.owner_facts_erase, name="owner_facts_erase"),
    path(f"{MEETING}/resolutions/", views.resolution_add, name="resolution_add"),
    path(f"{MEETING}/votes-par-correspondance/", views.postal_ballots, name="postal_ballots"),
    path(f"{MEETING}/ordre-du-jour/", views.agenda, name="agenda"),
    path(f"{MEETING}/feuille-de-presence/", views.attendance_list, name="attendance_list"),
    path(f"{MEETING}/travaux/", views.works_vote, name="works_vote"),
    path(f"{RESOLUTION}/montants/", views.scenario_follow, name="scenario_follow"),
    path(f"{RESOLUTION}/", views.resolution, name="resolution"),
    path(f"{RESOLUTION}/deplacer/<slug:way>/", views.resolution_move, name="resolution_move"),
    path(f"{RESOLUTION}/retirer/", views.resolution_remove, name="resolution_remove"),
    path(f"{RESOLUTION}/votes/", views.votes, name="votes"),
    path(f"{RESOLUTION}/second-vote/", views.second_vote, name="second_vote"),
]
