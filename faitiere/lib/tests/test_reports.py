"""The compte rendu as a tagged PDF: what it prints, what it refuses, and the two norms it claims.

PDF/A-2a: ISO 19005-2 (XMP pdfaid part 2, conformance A; embedded fonts; output intent). PDF/UA-1: ISO 14289-1
(every painted thing is in a tagged element or an artifact; figures have an alternative; title shown; language).
"""

import itertools
import re
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from faitiere.lib import charts
from faitiere.lib.reports import (
    DataSummary,
    Letter,
    Letters,
    ReportError,
    SummarySection,
    compte_rendu_pdf,
    data_summary_pdf,
    letters_pdf,
    render,
)
from faitiere.lib.reports.compte_rendu import Aid, AidStatus, OfficialDpe
from faitiere.lib.reports.compte_rendu_words import content, drawings
from faitiere.lib.reports.coverage import printable, tidied
from faitiere.lib.reports.example import AIDS, EXAMPLE, PLAN, SCENARIOS, TODAY

BARE = replace(EXAMPLE, today=None, scenarios=(), chosen="", aids=(), plan=None, hypotheses=(), said="")
PAINT = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}


def elements(pdf):
    """Every structure element of the document, in reading order."""

    def walk(node):
        for kid in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid.get("/K", pikepdf.Array()))

    return list(walk(pdf.Root.StructTreeRoot.K))


def text_of(pdf_bytes):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf_bytes, capture_output=True, check=True)
    return re.sub(r"\s+", " ", run.stdout.decode().replace("\u00a0", " "))


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.open(BytesIO(compte_rendu_pdf(EXAMPLE))) as opened:
        yield opened


@pytest.fixture(scope="module")
def text():
    return text_of(compte_rendu_pdf(EXAMPLE))


def test_the_pdf_claims_both_norms(pdf):
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert not pdf.check_pdf_syntax()


def test_the_pdf_is_tagged_titled_and_in_french(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang).startswith("fr")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "Compte rendu du rendez-vous du lundi 23" in pdf.Root.Metadata.read_bytes().decode()


def test_every_painted_thing_is_tagged_or_an_artifact(pdf):
    for page in pdf.pages:
        depth, painted = 0, 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            if name in PAINT:
                painted += 1
                assert depth > 0, (name, operands)
        assert painted
        assert depth == 0


def test_every_figure_and_link_has_words(pdf):
    figures = [element for element in elements(pdf) if element.S == "/Figure"]
    assert len(figures) == len(drawings(EXAMPLE)) == 11
    assert all(str(figure.Alt).strip() for figure in figures)
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(notes) == 2
    assert all(str(note.Contents) for note in notes)


def test_headings_never_skip_a_level(pdf):
    levels = [int(str(element.S)[2]) for element in elements(pdf) if re.fullmatch(r"/H\d", str(element.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_fonts_are_embedded(pdf):
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "AtkinsonHyperlegibleNext" in str(descriptor.FontName)
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_no_type_is_under_nine_points(pdf):
    for page in pdf.pages:
        state, stack, sizes = 1.0, [], []
        font = 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop()
            elif name == "cm":
                state *= abs(float(operands[3]))
            elif name == "Tf":
                font = float(operands[1])
            elif name in {"Tj", "TJ"}:
                sizes.append(font * state)
        assert min(sizes) >= 8.99


def test_the_whole_story_is_printed(text):
    for words in (
        "Notre rendez-vous du lundi 23 novembre 2026",
        "Yvette Cazalbou et Gérard Cazalbou",
        "31-2026-0841",
        "Inès Delmas, conseillère",
        "F estimée, peut-être E",
        "Ce n’est pas un DPE.",
        "entre 2 450 et 3 300 € par an",
        "Environ 70 % de moins",
        "980 € au lieu de 2 890 €",
        "35 € de moins qu’aujourd’hui",
        "Décret n° 2025-956, 30 septembre 2025",
        "À avancer : jusqu’à 46 420 €.",
        "Jeudi 28 janvier 2027",
        "3CL de Faîtière, version 0.1.0",
        "Ce document n’est pas un DPE et ne promet aucune aide.",
        "05 36 49 12 40",
        "Page 1 sur ",
    ):
        assert words in text, words


def test_the_plan_adds_up_on_paper():
    # 44 000 + 2 420 = 46 420 ; 46 420 − 24 000 = 22 420 ; 124,56 − 159,17 = −34,61.
    rows = [[cell.replace("\u00a0", " ") for cell in row] for row in content(EXAMPLE)["plan"]["rows"]]
    assert rows == [
        ["line", "Travaux hors taxes", "44 000 €"],
        ["line", "TVA à 5,5 %", "2 420 €"],
        ["total", "Travaux, taxes comprises", "46 420 €"],
        ["line", "MaPrimeRénov’ accompagnée", "−24 000 €"],
        ["key", "Reste à payer", "22 420 €"],
        ["line", "Éco-prêt à taux zéro, 15 ans", "124,56 € par mois"],
        ["line", "Énergie économisée, première année", "−159,17 € par mois"],
        ["total", "Pour vous, chaque mois", "34,61 € de moins"],
    ]


def test_one_sum_with_cents_gives_cents_to_all():
    plan = content(replace(EXAMPLE, plan=replace(PLAN, works=4_400_050)))["plan"]
    assert [row[2] for row in plan["rows"][:3]] == [
        "44\u00a0000,50\u00a0€",
        "2\u00a0420,00\u00a0€",
        "46\u00a0420,50\u00a0€",
    ]


def test_only_aids_one_may_ask_have_a_rank():
    assert [aid["rank"] for aid in content(EXAMPLE)["aids"]] == ["1. ", "", "2. "]


def test_what_the_advisor_typed_is_printed_and_never_run():
    said = '#import "/etc/passwd": *\n*gras* $x^2$ #panic("non") <a> @b \\ `c` // d'
    text = text_of(compte_rendu_pdf(replace(EXAMPLE, said=said, household=("#emph[Zoé]",))))
    assert '#import "/etc/passwd": * *gras* $x^2$ #panic("non") <a> @b \\ `c` // d' in text
    assert "#emph[Zoé]" in text


def test_names_of_everywhere_are_printed():
    text = text_of(compte_rendu_pdf(replace(BARE, household=("Thị Hạ", "Łukasz Şahin"))))
    assert "Thị Hạ et Łukasz Şahin" in text


def test_a_character_no_font_can_draw_does_not_stop_the_report():
    text = text_of(compte_rendu_pdf(replace(BARE, said="Merci 🙂 李 \x07fin")))
    assert "Merci ? fin" in text


def test_texts_are_made_printable():
    assert printable("Nguyễn 李 🙂 œ €") == "Nguyên ?  œ €"
    assert tidied("a\x00b\ufe0f\u202ec") == "abc"
    assert tidied("x" * 45) == "x" * 40 + "\u200b" + "x" * 5


def test_an_empty_case_still_gives_a_next_step():
    text = text_of(compte_rendu_pdf(BARE))
    assert "Nous n’avons pas encore décrit votre logement." in text
    assert "Aucun scénario n’a été calculé pour l’instant. Appelez-nous au 05 36 49 12 40" in text
    assert "Envoyer votre avis d’impôt 2026" in text
    assert "Les aides du scénario" not in text


def test_a_scenario_without_aids_says_what_to_do():
    report = replace(EXAMPLE, scenarios=SCENARIOS[:1], chosen="A", aids=(), plan=None)
    assert "Aucune aide n’a encore été examinée" in text_of(compte_rendu_pdf(report))


def test_a_flat_with_a_real_dpe():
    dpe = OfficialDpe(classe="G", numero="2431E0123456X", established=date(2024, 3, 1))
    report = replace(EXAMPLE, today=replace(TODAY, is_house=False, dpe=dpe))
    assert "DPE n° 2431E0123456X du 1er mars 2024" in text_of(compte_rendu_pdf(report))


def test_very_long_names_and_lists_stay_on_the_page():
    works = SCENARIOS[2].works * 12
    long = replace(EXAMPLE, said="x" * 900, home_address="Allée " * 60, scenarios=(replace(SCENARIOS[2], works=works),))
    text = text_of(compte_rendu_pdf(long))
    assert text.count("Pompe à chaleur air-eau") == 12
    assert text.count("x") >= 900


def test_the_same_report_is_the_same_file():
    assert compte_rendu_pdf(EXAMPLE) == compte_rendu_pdf(EXAMPLE)


def test_a_missing_datum_stops_the_report():
    short = content(EXAMPLE)
    del short["contact"]
    with pytest.raises(ReportError, match="contact"):
        render("compte_rendu", short, charts=drawings(EXAMPLE))


def test_a_missing_chart_stops_the_report():
    with pytest.raises(ReportError, match="etiquette"):
        render("compte_rendu", content(EXAMPLE), charts={})


def test_a_chart_without_words_stops_the_report():
    svg = charts.progress(1, 2, title="Dossiers").svg(standalone=True)
    mute = re.sub(r"<desc.*?</desc>", "", svg)
    with pytest.raises(ReportError, match="texte de remplacement"):
        render("compte_rendu", content(BARE), charts={"x": mute})


@pytest.mark.parametrize("name", ["inconnu", "../engine", "layout.typ", ""])
def test_an_unknown_template_is_refused(name):
    with pytest.raises(ReportError, match="n'existe pas"):
        render(name, {})


def test_an_uncertain_aid_cannot_bear_an_amount():
    with pytest.raises(ValueError, match="statut"):
        replace(AIDS[2], amount=100_000)
    with pytest.raises(ValueError, match="statut"):
        Aid(name="x", status=AidStatus.OUI, amount=None, reason="", source="", source_date=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"household": ()}, "nommer le ménage"),
        ({"steps": ()}, "prochaine étape"),
        ({"scenarios": (*SCENARIOS, SCENARIOS[0])}, "trois scénarios"),
        ({"scenarios": (SCENARIOS[0], SCENARIOS[0])}, "même lettre"),
        ({"chosen": "D"}, "scénario choisi"),
        ({"chosen": ""}, "demandent un scénario choisi"),
        ({"today": None}, "état actuel"),
    ],
)
def test_an_incoherent_report_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(EXAMPLE, **change)


SUMMARY = DataSummary(
    brand=("#4b2a7b", "#efe9f7", "#d5562c"),
    territory="Toulouse Métropole",
    person="Yvette Cazalbou",
    issued_on=date(2026, 11, 25),
    sections=[SummarySection("Vous", [("Nom", "Yvette Cazalbou"), ("Téléphone", "#set text(red)")])],
)
LETTER = Letter(
    organisation="Guichet de la métropole",
    organisation_lines=["1 place de l'exemple, 31000 Toulouse"],
    address=["Mme Odette Vialatte", "3 rue des Lilas", "31270 Cugnaux"],
    subject="Votre compte-rendu",
    case_number="31-2026-0841",
    paragraphs=["Bonjour Madame,", "Le voici. #pagebreak()"],
    signature="Inès Delmas",
    joined="Compte-rendu, étude 1",
)


def test_the_summary_of_the_data_prints_text_as_text():
    text = text_of(data_summary_pdf(SUMMARY))
    assert "#set text(red)" in text
    assert "Vos droits." in text


def test_each_letter_has_its_page_and_its_address():
    letters = Letters(
        brand=SUMMARY.brand, territory="Toulouse Métropole", issued_on=SUMMARY.issued_on, letters=[LETTER, LETTER]
    )
    printed = letters_pdf(letters)
    assert len(pikepdf.open(BytesIO(printed)).pages) == 2
    assert "31270 Cugnaux" in text_of(printed)


def test_the_summary_is_tagged():
    assert bool(pikepdf.open(BytesIO(data_summary_pdf(SUMMARY))).Root.MarkInfo.Marked)
