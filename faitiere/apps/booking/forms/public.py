from django import forms
from django.conf import settings

from faitiere.apps.cases.forms.communes import CommuneField
from faitiere.apps.cases.forms.subject import SubjectForm
from faitiere.apps.contacts.rules import parse_phone

from ..consents import BOOKING_CONSENT, WAITING_CONSENT
from ..enums import Audience, QuestionKind, Way
from ..models import Appointment, Reason


class StartForm(forms.Form):
    """First screen: the commune, and why one comes."""

    def __init__(self, *args, territory, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"] = CommuneField(
            label="La commune de votre logement",
            help_text="Son nom ou son code postal, par exemple Cugnaux ou 31270.",
            territory=territory,
        )
        self.fields["motif"] = forms.ModelChoiceField(
            reasons,
            label="Le motif du rendez-vous",
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={
                "required": "Choisissez un motif.",
                "invalid_choice": "Ce motif n’est plus proposé. Choisissez-en un autre.",
            },
        )
        self.fields["motif"].label_from_instance = _reason_words


def _reason_words(reason: Reason) -> str:
    text = f"{reason.name}, {reason.minutes} minutes"
    return f"{text}. {reason.public_text}" if reason.public_text else text


def question_field(question) -> forms.Field:
    """The form field that asks one question of a reason."""
    common = {"label": question.label, "required": question.required}
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(**common, choices=[("", "À choisir"), *((one, one) for one in question.choices)])
    if question.kind == QuestionKind.YES_NO:
        choices = [("Oui", "Oui"), ("Non", "Non"), ("Je ne sais pas", "Je ne sais pas")]
        return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)
    return forms.CharField(**common, max_length=500, widget=forms.Textarea({"rows": 2}))


class QuestionsForm(forms.Form):
    """The questions of a reason, and the address of a visit: what prepares the meeting."""

    wants_earlier = forms.BooleanField(label="Prévenez-moi si un créneau se libère plus tôt", required=False)

    def __init__(self, *args, appointment: Appointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(appointment.reason.questions.all())
        if appointment.way == Way.HOME:
            self.fields["address"] = forms.CharField(
                label="L’adresse où nous venons",
                max_length=200,
                widget=forms.TextInput({"autocomplete": "street-address"}),
            )
        for question in self.questions:
            self.fields[self.name_of(question)] = question_field(question)

    @staticmethod
    def name_of(question) -> str:
        return f"question-{question.pk.hex}"

    def question_fields(self) -> list:
        return [self[self.name_of(question)] for question in self.questions]

    def answers(self) -> list[dict]:
        """Given answers, beside the question as it was asked."""
        given = [(question.label, self.cleaned_data.get(self.name_of(question), "")) for question in self.questions]
        return [{"question": label, "answer": answer} for label, answer in given if answer]


class ReachedForm(forms.Form):
    """Somebody who leaves an `email` or a `phone`, one being enough, and is no robot."""

    # Left empty by people, filled by robots.
    website = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_phone(self):
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        data = super().clean()
        if {"phone", "email"} & set(self.errors):
            return data
        if not data.get("phone") and not data.get("email"):
            self.add_error("email", "Donnez une adresse e-mail ou un téléphone pour que nous puissions vous joindre.")
        return data

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))


class IdentityForm(QuestionsForm, ReachedForm, SubjectForm):
    """Last screen: who comes, and what prepares the meeting."""

    last_name = forms.CharField(
        label="Votre nom", max_length=100, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    first_name = forms.CharField(
        label="Votre prénom", max_length=100, required=False, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    email = forms.EmailField(
        label="Votre adresse e-mail",
        required=False,
        help_text="Pour la confirmation et pour déplacer ou annuler en un clic.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Votre téléphone", max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )
    text = forms.CharField(
        label="Votre projet, en quelques mots",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text="Ce qui vous gêne, ce que vous aimeriez faire. Ne parlez pas de santé.",
    )
    consent = forms.BooleanField(
        label=BOOKING_CONSENT,
        error_messages={"required": "Sans votre accord, nous ne pouvons pas garder votre demande."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        audience = kwargs["appointment"].reason.audience
        if audience == Audience.HOUSE:
            self.only_dwellings()
        elif audience == Audience.CONDOMINIUM:
            self.only_condominium()
        phone = self.fields["phone"]
        if kwargs["appointment"].way == Way.PHONE:
            phone.required, phone.error_messages["required"] = True, "Donnez le numéro où nous vous appelons."
        else:
            phone.help_text = "Une adresse e-mail ou un téléphone suffit."


class WaitingForm(ReachedForm):
    """Who waits for a slot, and where to tell it; by phone only when text messages leave."""

    name = forms.CharField(label="Votre nom", max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label="Votre adresse e-mail", required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    phone = forms.CharField(
        label="Votre téléphone",
        max_length=30,
        required=False,
        help_text="Une adresse e-mail ou un téléphone suffit.",
        widget=forms.TextInput({"autocomplete": "tel"}),
    )
    consent = forms.BooleanField(
        label=WAITING_CONSENT,
        error_messages={"required": "Sans votre accord, nous ne pouvons pas garder votre demande."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.SMS_GATEWAY:
            del self.fields["phone"]
            self.fields["email"].required = True

    def clean_email(self):
        return self.cleaned_data["email"].lower()
