from django import forms

from ..handover import InHand
from ..rules import share_out


class HandoverForm(forms.Form):
    """Who takes over: colleagues among whom everything is shared out, and a choice case by case."""

    colleagues = forms.MultipleChoiceField(
        label="Répartir entre",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez une ou plusieurs personnes : les dossiers sont répartis entre elles, à parts égales.",
        error_messages={"invalid_choice": "Cette personne ne travaille pas dans une structure de ces dossiers."},
    )

    def __init__(self, *args, held: InHand, **kwargs):
        super().__init__(*args, **kwargs)
        self.held, self.users = held, {str(one.pk): one for one in held.colleagues}
        self.fields["colleagues"].choices = [(pk, str(one)) for pk, one in self.users.items()]
        for case in held.cases:
            able = [(str(one.pk), str(one)) for one in held.takers[case.pk]]
            self.fields[self.key(case)] = forms.ChoiceField(
                label=f"Qui suit {case.title}",
                required=False,
                choices=[("", "Selon la répartition"), *able],
                error_messages={"invalid_choice": f"Cette personne ne peut pas ouvrir le dossier {case.number}."},
            )

    @staticmethod
    def key(case) -> str:
        return f"dossier_{case.pk.hex}"

    def rows(self):
        """Each case with its field."""
        return [(case, self[self.key(case)]) for case in self.held.cases]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        shared = [self.users[pk] for pk in data["colleagues"]]
        takers = {case.pk: self.users[data[self.key(case)]] for case in self.held.cases if data[self.key(case)]}
        rest = [case for case in self.held.cases if case.pk not in takers]
        takers |= share_out([(case.pk, [one for one in shared if one in self.held.takers[case.pk]]) for case in rest])
        data["takers"] = takers
        data["piece_takers"] = self._pieces(shared, takers)
        missing = [case.number for case in self.held.cases if case.pk not in takers]
        missing += [piece.case.number for piece in self.held.loose_pieces if piece.pk not in data["piece_takers"]]
        if missing:
            self.add_error("colleagues", _said(shared, sorted(set(missing))))
        return data

    def _pieces(self, shared, takers) -> dict:
        """Piece id → who takes it: whoever follows the case; when nobody does, one of the colleagues ticked."""
        given, loose = {}, []
        for piece in self.held.pieces:
            if advisor := takers.get(piece.case_id) or self._follower(piece):
                given[piece.pk] = advisor
            else:
                loose.append((piece.pk, [one for one in shared if one in self.held.takers[piece.case_id]]))
        return given | share_out(loose)

    def _follower(self, piece):
        advisor = piece.case.advisor
        return advisor if advisor in self.held.takers[piece.case_id] else None


def _said(shared, missing: list[str]) -> str:
    if not shared:
        return "Cochez au moins une personne, ou choisissez-en une pour chaque dossier."
    shown = ", ".join(missing[:5]) + (" et d'autres" if len(missing) > 5 else "")
    return f"Aucune des personnes cochées ne peut ouvrir {shown}. Choisissez une personne de la structure du dossier."
