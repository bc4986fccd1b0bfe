"""What somebody of the public comes for: its home, or the condominium whose council it sits on."""

from django import forms

from faitiere.apps.buildings.enums import DWELLINGS, HomeKind

CONDOMINIUM = (HomeKind.BUILDING.value, "Une copropriété, pour le conseil syndical")


class SubjectForm(forms.Form):
    """`home_kind`, and the name of the condominium when it is one: the case bears it."""

    home_kind = forms.ChoiceField(label="Votre projet concerne", choices=[*DWELLINGS, CONDOMINIUM])
    condominium = forms.CharField(
        label="Nom ou adresse de la copropriété",
        required=False,
        max_length=200,
        help_text="Pour une copropriété seulement : le dossier portera ce nom.",
    )

    def only_dwellings(self) -> None:
        """Ask it of a home only."""
        self.fields["home_kind"].choices = DWELLINGS
        del self.fields["condominium"]

    def only_condominium(self) -> None:
        """Ask for the name only: it is a condominium."""
        del self.fields["home_kind"]
        self.fields["condominium"].required = True
        self.fields["condominium"].help_text = "Le dossier portera ce nom."
        self.fields["condominium"].error_messages["required"] = "Donnez le nom ou l’adresse de la copropriété."

    def clean(self):
        data = super().clean()
        data.setdefault("home_kind", "" if "home_kind" in self.fields else HomeKind.BUILDING.value)
        if data["home_kind"] != HomeKind.BUILDING:
            data["condominium"] = ""
        elif not data.get("condominium") and "condominium" not in self.errors:
            self.add_error("condominium", "Donnez le nom ou l’adresse de la copropriété.")
        return data
