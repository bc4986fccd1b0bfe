from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "faitiere.apps.contacts"
    verbose_name = "Contacts"
