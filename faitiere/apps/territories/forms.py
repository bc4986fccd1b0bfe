from django import forms

from faitiere.lib.numbers import NBSP


class RetentionForm(forms.Form):
    """Months each kind of case is kept, one field a rule."""

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        for topic, rule in rules.items():
            unchecked = "" if rule.verified else " Borne à vérifier."
            self.fields[topic] = forms.IntegerField(
                label=f"{rule.label}, en mois après {rule.counted_from}",
                min_value=1,
                max_value=rule.max_months,
                help_text=f"Au plus {rule.max_months}{NBSP}mois. {rule.source}.{unchecked}",
                error_messages={
                    "max_value": f"La plateforme ne garde pas plus de {rule.max_months}{NBSP}mois.",
                    "min_value": "Un mois au moins.",
                    "invalid": "Écrivez un nombre de mois, par exemple 24.",
                },
            )
