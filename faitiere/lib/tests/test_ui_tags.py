"""The shared components, rendered as a template would: what is said, and what ties a label to its field."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

NBSP = "\u00a0"


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class HomeForm(forms.Form):
    area = forms.IntegerField(label="Surface habitable", help_text="Sans le garage.")
    phone = forms.CharField(label="Téléphone", required=False)
    moment = forms.ChoiceField(label="Quand", widget=forms.RadioSelect, choices=[("m", "Matin"), ("a", "Soir")])
    visit = forms.DateField(label="Visite", required=False)


def answered(**values) -> HomeForm:
    form = HomeForm({"area": "104", "moment": "m"} | values)
    form.is_valid()
    return form


def test_a_field_ties_its_label_help_and_source_to_the_control():
    html = render('{% field f.area source="Lu sur la facture" unit="m²" %}', f=HomeForm())
    assert '<label class="form-label" for="id_area">Surface habitable</label>' in html
    assert 'aria-describedby="id_area-aide id_area-src"' in html
    assert 'id="id_area-aide">Sans le garage.' in html
    assert 'id="id_area-src"' in html


def test_an_error_stands_beside_the_field_and_keeps_what_was_typed():
    html = render("{% field f.area %}", f=answered(area="cent quatre"))
    assert 'aria-invalid="true"' in html
    assert 'value="cent quatre"' in html
    assert 'type="text"' in html
    assert 'id="id_area-err"' in html


def test_a_missing_answer_is_named_in_the_same_words_above_and_beside():
    form = answered(area="")
    words = f"«{NBSP}Surface habitable{NBSP}» attend une réponse"
    assert words in render("{% field f.area %}", f=form)
    summary = render("{% form_errors f %}", f=form)
    assert f'<a href="#id_area">{words}</a>' in summary
    assert "Une réponse à revoir" in summary


def test_the_summary_links_to_the_first_choice_of_a_group():
    assert 'href="#id_moment_0"' in render("{% form_errors f %}", f=answered(moment=""))


def test_a_form_without_error_has_no_summary():
    assert render("{% form_errors f %}", f=answered()).strip() == ""


def test_an_optional_field_says_so_in_words_and_a_required_one_stays_silent():
    assert "(facultatif)" in render("{% field f.phone %}", f=HomeForm())
    assert "(facultatif)" not in render("{% field f.area %}", f=HomeForm())


def test_a_list_that_offers_no_answer_in_words_is_not_marked_optional():
    class Unknown(forms.Form):
        heating = forms.ChoiceField(label="Chauffage", required=False, choices=[("", "Je ne sais pas"), ("g", "Gaz")])

    assert "(facultatif)" not in render("{% field f.heating %}", f=Unknown())


def test_choices_are_a_fieldset_with_a_legend():
    html = render("{% field f.moment %}", f=answered())
    assert "<legend>Quand" in html
    assert '<label for="id_moment_1">Soir</label>' in html
    assert html.count("checked") == 1


def test_a_date_is_a_native_date_field_in_iso():
    form = HomeForm(initial={"visit": date(2026, 11, 24)})
    html = render("{% field f.visit %}", f=form)
    assert 'type="date"' in html
    assert 'value="2026-11-24"' in html


def test_i_do_not_know_is_a_button_named_after_its_question():
    html = render('{% field f.area dont_know="La fourchette s’élargit." %}', f=HomeForm())
    assert 'data-dontknow="id_area"' in html
    assert "Surface habitable</span></button>" in html
    assert "La fourchette s’élargit." in html


def test_what_people_type_is_escaped_everywhere():
    nasty = "<script>x</script>"
    html = render(
        "{% card t %}{{ t }}{% endcard %}{% page_header t fact=t %}{% endpage_header %}{% status_tag 'ok' t %}"
        "{% empty_state t t %}{% event t %}{% endevent %}{% figures rows %}{% source_line t %}",
        t=nasty,
        rows=[(nasty, nasty)],
    )
    assert "<script>" not in html


def test_money_dates_and_phones_are_written_the_french_way():
    html = render(
        "{{ m|money }}/{{ u|money }}/{{ d|dayfr }}/{{ h|hourfr }}/{{ p|phone }}/{{ p|tel }}/{% plural 1 'dossier' %}",
        m=2242000,
        u=None,
        d=date(2027, 1, 28),
        h=datetime(2026, 11, 24, 8, 40, tzinfo=UTC),
        p="+33639981433",
    ).replace(NBSP, " ")
    assert html == "22 420 €/non calculé/jeudi 28 janvier 2027/9 h 40/06 39 98 14 33/tel:+33639981433/1 dossier"


def test_the_estimated_label_always_says_that_it_is_estimated():
    assert "F <small>estimée, peut-être E</small>" in render('{% estimated "F" "E" %}')
    assert "E <small>estimée</small>" in render('{% estimated "E" "E" %}')
    assert "non calculée" in render("{% estimated None %}")


def test_the_stepper_marks_one_current_step_and_says_which_are_done():
    html = render("{% stepper steps 2 %}", steps=["Échange", "Visite", "Travaux"])
    assert html.count('aria-current="step"') == 1
    assert "Visite, 2 sur 3" in html
    assert html.count("étape terminée") == 1


def test_no_case_is_left_without_a_next_step():
    html = render('{% next_step None give_url="/suite/" close_url="/classer/" %}')
    assert "Aucune suite prévue" in html
    assert 'href="/suite/"' in html


def test_the_next_step_posts_with_its_token():
    actions = [{"label": "Relancer", "url": "/r/", "method": "post"}]
    html = render("{% next_step s %}", s={"what": "Appeler", "actions": actions}, csrf_token="jeton")
    assert 'name="csrfmiddlewaretoken" value="jeton"' in html
    assert "Appeler" in html


def test_a_range_says_its_bounds_and_its_likely_value():
    html = render("{% range_bar 4200000 5200000 likely=4642000 scale_max=5500000 label='Travaux' %}")
    assert f"Travaux{NBSP}: entre 42{NBSP}000 et 52{NBSP}000{NBSP}€, le plus probable 46{NBSP}420{NBSP}€" in html
    # 42 000 / 55 000 of the 300 units of the track
    assert 'x="229.1"' in html


def test_a_range_out_of_order_is_refused():
    with pytest.raises(ValueError, match="borne basse"):
        render("{% range_bar 500 100 likely=300 scale_max=1000 %}")


def test_an_internal_entry_differs_by_words_icon_and_class():
    html = render('{% event "Note" internal=True %}<p>x</p>{% endevent %}')
    assert "Interne, jamais montré au ménage" in html
    assert "f-ev intern" in html
    assert "#i-lock" in html


def test_a_sorted_column_says_its_direction_and_keeps_the_filters():
    request = RequestFactory().get("/?tri=nom&commune=Cugnaux&page=4")
    html = render('{% sort_th "Ménage" "nom" %}{% sort_th "Reste" "reste" %}', request=request)
    assert 'aria-sort="ascending"' in html
    assert 'href="?tri=-nom&amp;commune=Cugnaux"' in html
    assert 'aria-sort="none"' in html


def test_pages_keep_the_search_and_mark_the_current_one():
    request = RequestFactory().get("/?q=cazal&page=2")
    html = render("{% pagination p %}", request=request, p=Paginator(range(50), 20).page(2))
    assert 'href="?q=cazal&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_pagination():
    request = RequestFactory().get("/")
    assert render("{% pagination p %}", request=request, p=Paginator([1], 20).page(1)).strip() == ""


def test_a_confirmation_names_both_choices_by_their_effect():
    html = render(
        '{% confirm "retirer" question="Retirer l’accès ?" effect="Retirer son accès" keep="Garder son accès" %}'
        "<ul><li>Elle en sera prévenue.</li></ul>{% endconfirm %}"
    )
    assert 'form="retirer"' in html
    assert "Garder son accès" in html
    assert "Elle en sera prévenue." in html


def test_only_a_message_that_can_be_undone_offers_it():
    undoable, plain = Message(25, "Fait", extra_tags="undo:/annuler/"), Message(25, "Fait")
    assert render("{% undo_url m %}", m=undoable) == "/annuler/"
    assert render("{% undo_url m %}", m=plain) == ""


def test_the_shares_of_the_house_add_up_to_a_hundred():
    losses = {"toiture": 1, "murs": 1, "air": 1, "fenetres_portes": 0, "plancher_bas": 0, "ponts_thermiques": 0}
    html = render("{% house losses %}", losses=losses)
    shown = sorted(int(share) for share in re.findall(rf">(\d+){NBSP}%<", html))
    assert shown == [0, 0, 0, 33, 33, 34]
