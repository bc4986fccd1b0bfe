from django.urls import include, path

from . import views

app_name = "cases"

_case = [
    path("", views.timeline, name="timeline"),
    path("ecrire/", views.write, name="write"),
    path("post-it/", views.note_pin, name="note_pin"),
    path("post-it/<uuid:note_id>/retirer/", views.note_unpin, name="note_unpin"),
    path("taches/", views.task_add, name="task_add"),
    path("taches/<uuid:task_id>/faite/", views.task_tick, name="task_tick"),
    path("taches/<uuid:task_id>/a-faire/", views.task_untick, name="task_untick"),
    path("taches/<uuid:task_id>/relance/", views.relance, name="relance"),
    path("documents/", views.documents, name="documents"),
    path("documents/ajouter/", views.document_add, name="document_add"),
    path("documents/<uuid:document_id>/fichier/", views.download, name="download"),
    path("documents/<uuid:document_id>/visibilite/", views.document_visibility, name="document_visibility"),
    path("personnes/", views.people, name="people"),
    path("personnes/ajouter/", views.participant_add, name="participant_add"),
    path("personnes/<uuid:participant_id>/", views.participant_change, name="participant_change"),
    path("personnes/<uuid:participant_id>/retirer/", views.participant_end, name="participant_end"),
    path("personnes/<uuid:participant_id>/principal/", views.main_contact, name="main_contact"),
    path("personnes/<uuid:participant_id>/inviter/", views.invitation, name="invitation"),
    path("personnes/<uuid:participant_id>/voir-comme/", views.see_as, name="see_as"),
    path("menage/", views.household, name="household"),
    path("structures/confier/", views.transfer, name="transfer"),
    path("structures/associer/", views.partner_add, name="partner_add"),
    path("structures/<uuid:organisation_id>/retirer/", views.partner_remove, name="partner_remove"),
    path("suivi/", views.follow_up, name="follow_up"),
    path("archiver/", views.archive, name="archive"),
    path("restaurer/", views.restore, name="restore"),
    path("suivi/suite/", views.next_step, name="next_step"),
    path("suivi/etape/", views.stage, name="stage"),
    path("suivi/conseiller/", views.advisor, name="advisor"),
    path("suivi/pause/", views.pause, name="pause"),
    path("suivi/clore/", views.close, name="close"),
    path("suivi/rouvrir/", views.reopen, name="reopen"),
    path("prendre/", views.take, name="take"),
]
urlpatterns = [
    path("bureau/", views.day, name="day"),
    path("bureau/organiser/", views.day_arrange, name="day_arrange"),
    path("bureau/dossiers/", views.case_list, name="list"),
    path("bureau/taches/", views.my_tasks, name="tasks"),
    path("bureau/appel/", views.new, name="new"),
    path("bureau/appel/personnes-proches/", views.similar, name="similar"),
    path("bureau/dossiers/<uuid:case_id>/", include(_case)),
    path("territoire/comptes/<uuid:membership_id>/depart/", views.hand_over, name="hand_over"),
]
