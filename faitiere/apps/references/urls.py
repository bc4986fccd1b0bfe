from django.urls import path

from .views import desk, household, public

app_name = "references"
_PHOTO = "realisations/<uuid:reference_id>/photos/<uuid:picture_id>"
_ONE = "bureau/references/<uuid:reference_id>/"
urlpatterns = [
    path("realisations/", public.catalogue, name="catalogue"),
    path("realisations/donnees.geojson", public.geojson_file, name="geojson"),
    path("realisations/donnees.csv", public.csv_file, name="csv"),
    path("realisations/catalogue.pdf", public.catalogue_pdf, name="catalogue_pdf"),
    path("realisations/<uuid:reference_id>/", public.sheet, name="sheet"),
    path("realisations/<uuid:reference_id>/fiche.pdf", public.sheet_pdf, name="sheet_pdf"),
    path(f"{_PHOTO}.jpg", public.picture, name="picture"),
    path(f"{_PHOTO}-<int:width>.webp", public.web_picture, name="web_picture"),
    path("bureau/references/", desk.sheets, name="desk"),
    path("bureau/references/nouvelle/", desk.new, name="new"),
    path(_ONE, desk.sheet, name="desk_sheet"),
    path(f"{_ONE}modifier/", desk.edit, name="edit"),
    path(f"{_ONE}accord/", desk.consent, name="consent"),
    path(f"{_ONE}accord/retirer/", desk.withdraw_consent, name="withdraw_consent"),
    path(f"{_ONE}verifier/", desk.submit, name="submit"),
    path(f"{_ONE}publier/", desk.publish, name="publish"),
    path(f"{_ONE}rendre/", desk.send_back, name="send_back"),
    path(f"{_ONE}retirer/", desk.withdraw, name="withdraw"),
    path(f"{_ONE}photos/", desk.add_picture, name="add_picture"),
    path(f"{_ONE}photos/<uuid:picture_id>.jpg", desk.picture, name="desk_picture"),
    path(f"{_ONE}photos/<uuid:picture_id>/retirer/", desk.remove_picture, name="remove_picture"),
    path("bureau/dossiers/<uuid:case_id>/reference/", desk.of_case, name="case"),
    path("espace/<uuid:case_id>/realisation/accord/", household.agree, name="space_agree"),
    path("espace/<uuid:case_id>/realisation/retirer/", household.withdraw, name="space_withdraw"),
]
