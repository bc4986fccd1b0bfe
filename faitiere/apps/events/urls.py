from django.urls import path

from .views import attendance, desk, public

app_name = "events"
_ONE = "bureau/evenements/<uuid:event_id>/"
_LINE = f"{_ONE}inscrits/<uuid:registration_id>/"
urlpatterns = [
    path("evenements/", public.events, name="events"),
    path("evenements/agenda.ics", public.calendar, name="calendar"),
    path("evenements/flux.rss", public.news, name="news"),
    path("evenements/inscription/<str:token>/", public.registration, name="registration"),
    path("evenements/<uuid:event_id>/", public.event, name="event"),
    path("evenements/<uuid:event_id>/agenda.ics", public.event_ics, name="event_ics"),
    path("evenements/<uuid:event_id>/inscription/", public.register, name="register"),
    path("evenements/<uuid:event_id>/inscription/merci/", public.registered, name="registered"),
    path("bureau/evenements/", desk.events, name="desk"),
    path("bureau/evenements/nouveau/", desk.new, name="new"),
    path("bureau/evenements/bilan/", attendance.figures, name="figures"),
    path(_ONE, desk.event, name="desk_event"),
    path(f"{_ONE}modifier/", desk.edit, name="edit"),
    path(f"{_ONE}publier/", desk.publish, name="publish"),
    path(f"{_ONE}annuler/", desk.cancel, name="cancel"),
    path(f"{_ONE}suites/", desk.outcome, name="outcome"),
    path(f"{_ONE}inscrire/", desk.register, name="desk_register"),
    path(f"{_ONE}presence/", attendance.attendance, name="attendance"),
    path(f"{_ONE}presence.pdf", attendance.attendance_pdf, name="attendance_pdf"),
    path(f"{_LINE}desister/", desk.withdraw, name="desk_withdraw"),
    path(f"{_LINE}dossier/", desk.open_case, name="open_case"),
    path(f"{_LINE}relier/", desk.link_case, name="link_case"),
]
