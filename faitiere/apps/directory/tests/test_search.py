import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from faitiere.apps.directory import search
from faitiere.apps.directory.enums import OrderRule
from faitiere.apps.directory.models import Label, Professional, Qualification, ServedArea
from faitiere.apps.directory.places import place_of
from faitiere.apps.territories.models import Commune

from .factories import ProfessionalFactory

pytestmark = pytest.mark.django_db
# A degree of latitude is 111.2 km: the further company stands 11.12 km north of Cugnaux.
CENTRE = (43.5378, 1.3447)


@pytest.fixture
def cugnaux(toulouse) -> Commune:
    Commune.objects.filter(pk="31157").update(latitude=CENTRE[0], longitude=CENTRE[1])
    Commune.objects.filter(pk="31555").update(latitude=43.6045, longitude=1.4442)
    return Commune.objects.get(pk="31157")


def found(address: str, *, rule=OrderRule.DISTANCE, seed: int = 7) -> list[str]:
    asked = search.read(QueryDict(address))
    rows = search.ordered(search.matching(asked), asked, rule=rule, seed=seed)
    return [one.name for one in rows]


@pytest.fixture
def four(cugnaux):
    ProfessionalFactory(name="Ici", latitude=CENTRE[0], longitude=CENTRE[1], for_condominiums=True)
    ProfessionalFactory(name="À onze", latitude=CENTRE[0] + 0.1, longitude=CENTRE[1])
    ProfessionalFactory(name="Loin", latitude=45.0, longitude=CENTRE[1])
    ProfessionalFactory(name="Sans position", latitude=None, longitude=None)


def test_the_nearest_first_within_the_radius(four):
    assert found("lieu=31270") == ["Ici", "À onze"]
    assert found("lieu=31270&rayon=10") == ["Ici"]
    asked = search.read(QueryDict("lieu=31270"))
    far = search.matching(asked).get(name="À onze")
    assert search.distance_km(far) == pytest.approx(11.12, abs=0.05)


def test_pages_of_a_search_follow_its_order_and_tell_the_distance(four):
    asked = search.read(QueryDict("lieu=31270"))
    ordered = search.ordered(search.matching(asked), asked, rule=OrderRule.DISTANCE, seed=7)
    first, second = (search.Pages(ordered, 1).get_page(number) for number in ("1", "2"))
    assert [[one.name for one in page] for page in (first, second)] == [["Ici"], ["À onze"]]
    assert search.distance_km(second[0]) == pytest.approx(11.12, abs=0.05)
    assert (first.paginator.count, first.has_next(), second.has_next()) == (2, True, False)


@pytest.mark.parametrize(
    ("asked", "shown"), [("9", "À onze"), ("0", "À onze"), ("-1", "À onze"), ("x", "Ici"), ("9" * 40, "À onze")]
)
def test_a_page_that_makes_no_sense_is_the_last_or_the_first(four, asked, shown):
    """As Django's paginator does: out of range is the last one, what is no number the first."""
    conditions = search.read(QueryDict("lieu=31270"))
    ordered = search.ordered(search.matching(conditions), conditions, rule=OrderRule.DISTANCE, seed=7)
    assert [one.name for one in search.Pages(ordered, 1).get_page(asked)] == [shown]


def test_a_company_is_not_shown_further_than_it_travels(four):
    Professional.objects.filter(name="À onze").update(reach_km=10)
    assert found("lieu=31270") == ["Ici"]
    Professional.objects.filter(name="À onze").update(reach_km=12)
    assert found("lieu=31270") == ["Ici", "À onze"]


def test_a_company_that_names_the_commune_is_shown_however_far(four, cugnaux):
    ServedArea.objects.create(professional=Professional.objects.get(name="Loin"), commune=cugnaux)
    assert found("lieu=31270") == ["Ici", "À onze", "Loin"]
    assert "Loin" not in found("lieu=31555")


def test_without_a_place_everybody_is_drawn_and_each_visitor_has_an_order(four):
    assert sorted(found("")) == ["Ici", "Loin", "Sans position", "À onze"]
    for number in range(40):
        ProfessionalFactory(name=f"P{number}", draw=1 + number * 997)
    assert found("", seed=12_345) != found("", seed=54_321)
    assert found("", seed=12_345) == found("", seed=12_345)


def test_each_company_is_first_as_often_as_another(four):
    Professional.objects.all().delete()
    for number in range(4):
        ProfessionalFactory(name=f"P{number}", draw=100_003 * (number + 1))
    firsts = [found("", seed=1 + 4_099 * seed)[0] for seed in range(200)]
    # 200 draws among 4: 50 each on average, standard deviation 6.1; four of them on each side.
    assert all(25 <= firsts.count(f"P{number}") <= 75 for number in range(4))


def test_the_territory_may_want_the_draw_even_around_a_place(four):
    asked = search.read(QueryDict("lieu=31270"))
    assert "tiré au sort" in search.rule_words(asked, OrderRule.RANDOM)
    assert "Du plus proche" in search.rule_words(asked, OrderRule.DISTANCE)
    assert sorted(found("lieu=31270", rule=OrderRule.RANDOM)) == ["Ici", "À onze"]


def test_trade_kind_name_and_label_each_narrow_the_list(four):
    Professional.objects.filter(name="Loin").update(trades="|bois|fenetres|")
    label = Label.objects.create(name="Charte métropole")
    Professional.objects.get(name="Ici").labels.add(label)
    assert found("metier=bois") == ["Loin"]
    assert found("pour=copropriete") == ["Ici"]
    assert found("nom=ic") == ["Ici"]
    assert found(f"label={label.pk}") == ["Ici"]


def test_rge_counts_for_the_trade_that_is_looked_for(four):
    today = timezone.localdate()
    one = Professional.objects.get(name="Ici")
    Professional.objects.filter(pk=one.pk).update(trades="|bois|pompe_a_chaleur|", rge_until=today)
    Qualification.objects.create(professional=one, key="a", code="a", domain="Bois", trade="bois", valid_to=today)
    past = today - dt.timedelta(days=1)
    Qualification.objects.create(
        professional=one, key="b", code="b", domain="PAC", trade="pompe_a_chaleur", valid_to=past
    )
    assert found("rge=1") == ["Ici"]
    assert found("rge=1&metier=bois") == ["Ici"]
    assert found("rge=1&metier=bois&lieu=31270") == ["Ici"]
    assert found("rge=1&metier=pompe_a_chaleur") == []
    assert found("rge=1&metier=pompe_a_chaleur&lieu=31270") == []


def test_hidden_and_withdrawn_companies_are_not_found(four):
    Professional.objects.filter(name="Ici").update(standing="hidden")
    Professional.objects.filter(name="À onze").update(standing="withdrawn")
    assert found("lieu=31270") == []


def test_a_view_of_the_map_limits_the_list(four):
    assert found("zone=1.3,43.5,1.4,43.56") == ["Ici"]


@pytest.mark.parametrize(
    "address",
    [
        "label=x",
        "label=00000000-0000-4000-8000-000000000000",
        "rayon=99999",
        "metier=nul",
        "zone=a",
        "lieu=%00",
        "page=x",
    ],
)
def test_what_makes_no_sense_is_left_out(four, address):
    assert len(found(address)) == 4


@pytest.mark.parametrize(
    "text", ["Cugnaux", "cugnaux", "31270", "31157", "Cugnaux (31270)", "12 rue des Lilas, 31270 Cugnaux", "cugn"]
)
def test_a_place_is_read_however_it_is_typed(cugnaux, text):
    assert place_of(text).commune == cugnaux


def test_an_unknown_place_is_explained_and_several_are_offered(cugnaux):
    assert "31270" in place_of("Xyzville").problem
    Commune.objects.create(
        pk="99991", name="Cugnaux-le-Haut", search_key="CUGNAUX LE HAUT", postcodes="|31270|", latitude=1, longitude=1
    )
    Commune.objects.create(
        pk="99992", name="Cugnaux-le-Bas", search_key="CUGNAUX LE BAS", postcodes="|99000|", latitude=1, longitude=1
    )
    assert [one.pk for one in place_of("cugnaux le").choices] == ["99991", "99992"]
