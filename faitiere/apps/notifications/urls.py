from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("courriels/", views.mailbox, name="mailbox"),
    path("territoire/taches-de-fond/", views.jobs, name="jobs"),
    path("territoire/taches-de-fond/<uuid:job_id>/relancer/", views.run_again, name="run_again"),
]
