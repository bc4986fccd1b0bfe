from django.urls import include, path

from . import views

app_name = "contacts"

_person = [
    path("", views.person, name="person"),
    path("modifier/", views.edit, name="edit"),
    path("coordonnees/", views.point_add, name="point_add"),
    path("coordonnees/<uuid:point_id>/retirer/", views.point_remove, name="point_remove"),
    path("liens/", views.link_add, name="link_add"),
    path("liens/<uuid:link_id>/retirer/", views.link_remove, name="link_remove"),
    path("fonctions/", views.affiliation_add, name="affiliation_add"),
    path("fonctions/<uuid:affiliation_id>/terminer/", views.affiliation_end, name="affiliation_end"),
    path("etiquettes/", views.tag_add, name="tag_add"),
    path("etiquettes/<uuid:tag_id>/retirer/", views.tag_remove, name="tag_remove"),
    path("accords/", views.consent_add, name="consent_add"),
    path("accords/<uuid:consent_id>/retirer/", views.consent_withdraw, name="consent_withdraw"),
    path("ne-plus-contacter/", views.contact_forbid, name="contact_forbid"),
    path("contacter-de-nouveau/", views.contact_allow, name="contact_allow"),
    path("reunir/", views.merge_with, name="merge_with"),
    path("reunir/<uuid:other_id>/", views.compare, name="compare"),
]
_list = [
    path("", views.list_page, name="list_page"),
    path("modifier/", views.list_edit, name="list_edit"),
    path("supprimer/", views.list_delete, name="list_delete"),
    path("personnes/", views.list_member_add, name="list_member_add"),
    path("personnes/<uuid:person_id>/retirer/", views.list_member_remove, name="list_member_remove"),
    path("inclure/", views.list_include, name="list_include"),
    path("inclure/<uuid:other_id>/retirer/", views.list_exclude, name="list_exclude"),
]
_organisation = [
    path("", views.organisation, name="organisation"),
    path("modifier/", views.organisation_edit, name="organisation_edit"),
]
urlpatterns = [
    path("bureau/contacts/", views.people, name="people"),
    path("bureau/contacts/nouveau/", views.new, name="new"),
    path("bureau/contacts/personnes-proches/", views.similar, name="similar"),
    path("bureau/contacts/listes/", views.lists, name="lists"),
    path("bureau/contacts/listes/nouvelle/", views.list_new, name="list_new"),
    path("bureau/contacts/listes/<uuid:list_id>/", include(_list)),
    path("bureau/contacts/structures/", views.organisations, name="organisations"),
    path("bureau/contacts/structures/nouvelle/", views.organisation_new, name="organisation_new"),
    path("bureau/contacts/structures/proches/", views.similar_organisations, name="similar_organisations"),
    path("bureau/contacts/structures/<uuid:organisation_id>/", views.organisation, name="organisation"),
    path(
        "bureau/contacts/structures/<uuid:organisation_id>/modifier/", views.organisation_edit, name="organisation_edit"
    ),
    path("bureau/contacts/doublons/", views.duplicates, name="duplicates"),
    path("bureau/contacts/doublons/<uuid:pair_id>/deux-personnes/", views.apart, name="apart"),
    path("bureau/contacts/reunions/", views.merges, name="merges"),
    path("bureau/contacts/reunions/<uuid:merge_id>/annuler/", views.undo, name="undo"),
    path("bureau/contacts/<uuid:person_id>/", include(_person)),
    path("territoire/personnes/<uuid:person_id>/donnees/", views.personal_data, name="personal_data"),
    path("territoire/personnes/<uuid:person_id>/donnees.json", views.personal_data_file, name="personal_data_file"),
]
