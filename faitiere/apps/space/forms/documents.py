"""Files sent from the project space, several at once."""

from django import forms

from faitiere.apps.cases.enums import DocumentCategory

MOST_FILES = 10
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.docx,.xlsx,.xml,image/*,application/pdf"
# What the household calls them, most wanted first.
KINDS = (
    (DocumentCategory.PHOTO, "Une photo du logement"),
    (DocumentCategory.QUOTE, "Un devis"),
    (DocumentCategory.INVOICE, "Une facture de travaux ou d'énergie"),
    (DocumentCategory.INCOME, "Un avis d'impôt"),
    (DocumentCategory.DPE, "Un DPE ou un audit"),
    (DocumentCategory.OTHER, "Autre chose"),
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as they arrived: what each holds is checked by the action."""

    def __init__(self, **kwargs):
        attrs = {"accept": ACCEPTED, "multiple": True}
        super().__init__(widget=SeveralFiles(attrs=attrs), **kwargs)

    def clean(self, data, initial=None):
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"])
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Envoyez {MOST_FILES} fichiers au plus à la fois.")
        return files


class SendForm(forms.Form):
    """What it is, then the files: when one past the limit stops the upload, what was chosen before has arrived."""

    category = forms.ChoiceField(label="C'est", choices=KINDS, initial=DocumentCategory.PHOTO)
    title = forms.CharField(label="Un mot pour le reconnaître", required=False, max_length=150)
    files = FilesField(
        label="Prendre une photo ou choisir des fichiers",
        help_text="PDF, photos, Word ou Excel. 20 Mo au plus par fichier, dix fichiers à la fois.",
        error_messages={"required": "Choisissez au moins un fichier de 20 Mo au plus."},
    )


def too_large(request) -> str:
    """The sentence about a file that stopped the upload, or nothing."""
    if not getattr(request, "upload_too_large", False):
        return ""
    return "Un fichier dépasse 20 Mo : il n'est pas arrivé, ni ceux qui le suivaient. Envoyez-en un plus léger."
