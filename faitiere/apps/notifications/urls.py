from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("nouveautes/", views.notice_centre, name="centre"),
    path("nouveautes/lues/", views.notices_read, name="read"),
    path("nouveautes/<uuid:notice_id>/lue/", views.notices_read, name="read_one"),
    path("nouveautes/choix/", views.choices, name="choices"),
    path("nouveautes/<uuid:notice_id>/ouvrir/", views.notice_open, name="open"),
    path("courriels/", views.mailbox, name="mailbox"),
    path("territoire/taches-de-fond/", views.jobs, name="jobs"),
    path("territoire/taches-de-fond/<uuid:job_id>/relancer/", views.run_again, name="run_again"),
]
