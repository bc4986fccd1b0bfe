from django.urls import path

from . import views

app_name = "territories"
urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("territoire/conservation/", views.retention, name="retention"),
]
