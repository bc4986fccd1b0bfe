"""Charts: what every drawing owes the reader, then the promises of each kind."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from faitiere.lib import charts
from faitiere.lib.charts.gallery import examples, write_gallery
from faitiere.lib.charts.metrics import text_width
from faitiere.lib.charts.palette import CLASSES

SVG = "{http://www.w3.org/2000/svg}"
EVERY_CHART = [pytest.param(chart, id=chart.name) for chart in examples()]
EVERY_DRAWING = [
    pytest.param(chart, narrow, id=f"{chart.name}-{'narrow' if narrow else 'wide'}")
    for chart in examples()
    for narrow in (False, True)
]
LOSSES = [("Murs", 240), ("Toiture", 280), ("Air", 190), ("Sol", 290)]


def marks(chart, tag, look, *, narrow=False):
    root = ElementTree.fromstring(chart.svg(narrow=narrow))
    return [mark for mark in root.iter(SVG + tag) if mark.get("class") == look]


def words(chart, *, narrow=False):
    root = ElementTree.fromstring(chart.svg(narrow=narrow))
    return [mark.text for mark in root.iter(SVG + "text")]


@pytest.mark.parametrize(("chart", "narrow"), EVERY_DRAWING)
def test_a_drawing_names_and_describes_itself(chart, narrow):
    root = ElementTree.fromstring(chart.svg(narrow=narrow))
    labelled = {root.find(SVG + tag).get("id") for tag in ("title", "desc")}
    assert root.get("role") == "img"
    assert set(root.get("aria-labelledby").split()) == labelled
    assert root.findtext(SVG + "title")
    assert root.findtext(SVG + "desc")


@pytest.mark.parametrize(("chart", "narrow"), EVERY_DRAWING)
def test_a_page_drawing_passes_a_strict_content_policy(chart, narrow):
    svg = chart.svg(narrow=narrow)
    assert not re.search(r"<style|<script|style=|\son\w+=|href=|url\(|fill=|#[0-9a-f]{6}", svg)
    assert set(re.findall(r'class="([^"]+)"', svg)) <= set(CLASSES)


@pytest.mark.parametrize(("chart", "narrow"), EVERY_DRAWING)
def test_a_standalone_drawing_carries_its_own_look(chart, narrow):
    svg = chart.svg(narrow=narrow, standalone=True)
    assert "class=" not in svg
    assert "var(" not in svg
    assert 'font-family="Atkinson Hyperlegible Next"' in svg


@pytest.mark.parametrize(("chart", "narrow"), EVERY_DRAWING)
def test_texts_are_large_enough_and_stay_inside(chart, narrow):
    root = ElementTree.fromstring(chart.svg(narrow=narrow))
    width, height = map(float, root.get("viewBox").split()[2:])
    for mark in root.iter(SVG + "text"):
        size = float(mark.get("font-size"))
        long = text_width(mark.text, size)
        start = float(mark.get("x")) - {"start": 0, "middle": long / 2, "end": long}[mark.get("text-anchor")]
        assert size >= 15
        assert start >= -1, mark.text
        assert start + long <= width + 1, mark.text
        assert float(mark.get("y")) <= height


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_the_table_has_a_cell_for_every_column(chart):
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_a_figure_never_repeats_an_id(chart):
    ids = re.findall(r'id="([^"]+)"', chart.figure_html())
    assert len(ids) == len(set(ids)) == 4


def test_hostile_words_stay_words():
    chart = charts.progress(1, 2, title='<script>alert("x")</script>')
    assert "<script" not in chart.figure_html()
    assert "&lt;script&gt;" in chart.svg()


def test_a_name_that_would_break_an_id_is_refused():
    with pytest.raises(ValueError, match="minuscules"):
        charts.losses(LOSSES, name='x" onload="y')


def test_the_stylesheet_covers_every_class_with_the_tokens_of_the_theme():
    css = charts.stylesheet()
    assert all(f"svg .{look}{{" in css for look in CLASSES)
    assert "svg .c-brand{fill:var(--t-brand)}" in css


def test_the_site_serves_this_stylesheet():
    site = (Path(charts.__file__).parents[2] / "static/css/faitiere.css").read_text(encoding="utf-8")
    assert [rule for rule in charts.stylesheet().splitlines() if rule not in site] == []


def test_two_charts_of_a_kind_get_names_of_their_own():
    chart = charts.estimated_label("D", ep=1, ges=1).named("apres")
    assert 'aria-labelledby="apres-w-t apres-w-d"' in chart.svg()


def test_the_territory_colours_reach_standalone_drawings():
    svg = charts.progress(1, 2, title="x").svg(standalone=True, colours={"t-brand": "#0d4f52"})
    assert "#0d4f52" in svg
    assert "#4b2a7b" not in svg


def test_the_estimate_says_inside_the_mark_that_it_is_no_dpe():
    chart = charts.estimated_label("F", ("E", "F"), ep=352, ges=71)
    for narrow in (False, True):
        text = " ".join(words(chart, narrow=narrow)).replace("\u00a0", " ")
        assert "Aujourd’hui : F estimée, peut-être E" in text
        assert "Ce n’est pas un DPE." in text
        assert not {"352", "71"} & set(re.findall(r"\d+", text))


def test_the_estimate_is_a_flat_ruler_of_thin_strips():
    root = ElementTree.fromstring(charts.estimated_label("D", ep=1, ges=1).svg())
    strips = list(root.iter(SVG + "rect"))
    assert [mark.get("class") for mark in strips] == [f"dpe-{letter}" for letter in "abcdefg"]
    assert {mark.get("height") for mark in strips} == {"7"}
    assert not list(root.iter(SVG + "polygon"))


def test_the_estimate_bracket_covers_the_possible_classes():
    # Width 720, edges of 2: a class is 716/7 = 102.29 wide. From 20 % of E (fifth) to 80 % of F (sixth):
    # 2 + 4.2 × 102.29 = 431.6 and 2 + 5.8 × 102.29 = 595.3.
    chart = charts.estimated_label("F", ("E", "F"), ep=1, ges=1)
    (bracket,) = marks(chart, "path", "s-dash")
    assert bracket.get("d") == "M431.6 39V29H595.3V39"


@pytest.mark.parametrize(("classe", "possible"), [("H", ("A", "B")), ("", ("A", "B")), ("C", ("A", "B"))])
def test_an_impossible_class_is_refused(classe, possible):
    with pytest.raises(ValueError, match="lasse"):
        charts.estimated_label(classe, possible, ep=1, ges=1)


def test_a_real_dpe_shows_its_number_and_date():
    chart = charts.official_label("F", "2431E0123456X", date(2024, 3, 1))
    assert "DPE n° 2431E0123456X du 1er\u00a0mars 2024" in words(chart)
    with pytest.raises(ValueError, match="numéro"):
        charts.official_label("F", " ", date(2024, 3, 1))


def test_losses_are_sorted_and_the_two_worst_stand_out():
    # 290, 280, 240 and 190 of 1 000.
    chart = charts.losses(LOSSES)
    assert chart.rows == [("Sol", "29\u00a0%"), ("Toiture", "28\u00a0%"), ("Murs", "24\u00a0%"), ("Air", "19\u00a0%")]
    assert len(marks(chart, "rect", "c-heat")) == 2
    assert len(marks(chart, "rect", "c-mid")) == 2
    assert chart.description == "Sol 29\u00a0%, toiture 28\u00a0%, murs 24\u00a0%, air 19\u00a0%."


def test_the_house_prints_the_share_of_every_part():
    shares = dict(zip(charts.HOUSE_PARTS, (28, 24, 13, 19, 10, 6), strict=True))
    for narrow in (False, True):
        shown = words(charts.losses_house(shares), narrow=narrow)
        assert {f"{share}\u00a0%" for share in shares.values()} <= set(shown)


def test_the_house_refuses_an_unknown_or_missing_part():
    with pytest.raises(ValueError, match="toiture, murs"):
        charts.losses_house({"toit": 1})


def test_uses_keep_their_zero():
    chart = charts.uses({"chauffage": 6200, "ecs": 2100})
    assert chart.rows[0] == ("Chauffage", "6\u00a0200\u00a0kWh")
    assert ("Refroidissement", "0\u00a0kWh") in chart.rows
    assert "0\u00a0kWh" in words(chart)


def test_uses_refuse_what_they_do_not_know_and_what_is_negative():
    with pytest.raises(ValueError, match="piscine"):
        charts.uses({"piscine": 1})
    with pytest.raises(ValueError, match="négative"):
        charts.uses({"chauffage": -1})


def test_the_comparison_adds_up():
    chart = charts.uses_compare({"chauffage": 29_400, "ecs": 3_900}, {"chauffage": 7_400, "ecs": 1_900})
    assert chart.rows[-1] == ("Total", "33\u00a0300\u00a0kWh", "9\u00a0300\u00a0kWh")
    assert "9\u00a0300\u00a0kWh après travaux au lieu de 33\u00a0300\u00a0kWh" in chart.description


def test_a_range_is_drawn_to_scale():
    # 714 units for 714 €: one unit a euro, from x = 3.
    chart = charts.range_bar(10_000, 20_000, 30_000, scale_max=71_400, title="Prix")
    (band,), (mark,) = marks(chart, "rect", "c-rng"), marks(chart, "rect", "c-ink")
    assert (band.get("x"), band.get("width")) == ("103", "200")
    assert (mark.get("x"), mark.get("width")) == ("201", "4")
    assert "Entre 100 et 300\u00a0€" in words(chart)


@pytest.mark.parametrize("figures", [(2, 1, 3, 9), (1, 2, 3, 2), (-1, 2, 3, 9), (0, 0, 0, 0)])
def test_a_range_out_of_order_is_refused(figures):
    with pytest.raises(ValueError, match="fourchette"):
        charts.range_bar(*figures[:3], scale_max=figures[3], title="Prix")


def test_yearly_cash_tells_the_loan_from_the_years_after_and_the_losses():
    chart = charts.yearly_cash([-1_000, 500, 800, 12_000], loan_years=3)
    counts = {look: len(marks(chart, "rect", look)) for look in ("c-neg", "c-soft", "c-brand")}
    assert counts == {"c-neg": 1, "c-soft": 2, "c-brand": 1}
    assert {"−10", "5", "8", "120"} <= set(words(chart))
    assert chart.rows[0] == ("Année 1", "−10\u00a0€")


def test_yearly_cash_draws_six_years_at_most_on_a_phone():
    chart = charts.yearly_cash([1_000] * 20, loan_years=15)
    assert [word for word in words(chart, narrow=True) if word.startswith("an\u00a0")] == [
        f"an\u00a0{year}" for year in (1, 5, 10, 15, 16, 20)
    ]


def test_a_long_plan_shows_its_milestones_and_keeps_every_year_in_the_table():
    chart = charts.yearly_cash([1_000] * 30, loan_years=20)
    assert len(chart.rows) == 30
    assert "30" in words(chart)
    assert "29" not in words(chart)


def test_a_small_count_is_hidden_and_a_true_zero_is_not():
    series = [(date(2026, 1, 1), 12), (date(2026, 2, 1), None), (date(2026, 3, 1), 0)]
    chart = charts.bars_by_month(series, title="Conseils")
    assert [cell for _, cell in chart.rows] == ["12", "moins de 5", "0"]
    assert len(marks(chart, "rect", "c-brand")) == 1


def test_progress_says_both_figures():
    assert "86 sur 120, soit 72\u00a0%" in words(charts.progress(86, 120, title="Dossiers"))
    with pytest.raises(ValueError, match="objectif"):
        charts.progress(1, 0, title="Dossiers")


def test_the_gallery_writes_both_drawings_of_each_chart(tmp_path):
    write_gallery(tmp_path)
    assert len(list(tmp_path.glob("*.svg"))) == 2 * len(examples())
    assert (tmp_path / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_monthly_cash_tells_what_is_missing_and_when():
    chart = charts.monthly_cash([1_274_000, 1_274_000, -1_680_000, 0])
    assert chart.description == "Du mois 0 au mois 3 : il manque 16\u00a0800\u00a0€ au mois 2."
    assert [row[0] for row in chart.rows] == ["Mois 0", "Mois 1", "Mois 2", "Mois 3"]
    assert chart.svg(narrow=False, standalone=False).count("12\u00a0740") == 1  # written once for two months
    assert "il ne manque rien" in charts.monthly_cash([0]).description


def test_a_long_site_is_drawn_by_its_turns():
    chart = charts.monthly_cash([0, *[-4_220_000] * 23, 12_000])
    assert chart.svg(narrow=True, standalone=False).count("<rect") == 2  # what is missing, then what is left
    assert len(chart.rows) == 25


def test_a_site_without_a_month_is_refused():
    with pytest.raises(ValueError, match="au moins un mois"):
        charts.monthly_cash([])
