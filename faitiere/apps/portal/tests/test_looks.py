import pytest
from django.contrib.staticfiles import finders

from faitiere.apps.portal.looks import INK, MUTED, STATE_BLUE, colour_of, is_like_the_state, nearest, ratio, refusals
from faitiere.apps.portal.oklch import apart, colour_at, lch_of
from faitiere.apps.portal.opening import DEFAULT_LOOK
from faitiere.apps.territories.models import Territory

from .factories import picture_file, portal_of

GOOD = DEFAULT_LOOK | {"brand": "#1f4b5c", "font": "atkinson"}


@pytest.fixture
def admin(cast, login, toulouse):
    portal_of(toulouse)
    return login(cast.territory_admin)


def test_the_ratio_is_that_of_the_published_examples():
    # black on white: WCAG 2.2, 1.4.3; #767676 on white: the lightest grey that passes, WebAIM
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_the_colours_of_a_territory_just_opened_pass():
    assert refusals(DEFAULT_LOOK) == {}


def test_a_pale_brand_is_refused_with_a_darker_one_that_passes():
    told = refusals(DEFAULT_LOOK | {"brand": "#8a6fd0"})["brand"]
    better = colour_of(told[told.index("#") : told.index("#") + 7])
    assert "il en faut 7" in told
    assert "plus foncée" in told
    assert refusals(DEFAULT_LOOK | {"brand": better}) == {}
    assert apart(lch_of(better)[2], lch_of("#8a6fd0")[2]) < 2


@pytest.mark.parametrize(
    ("colour", "lch"),
    [
        # CSS Color 4, chapter 9.4 and the samples of its test suite: oklch() of the named colours.
        ("#ff0000", (0.628, 0.2577, 29.23)),
        ("#00ff00", (0.8664, 0.2948, 142.5)),
        ("#0000ff", (0.452, 0.3132, 264.05)),
        ("#ffffff", (1.0, 0.0, None)),
    ],
)
def test_a_colour_in_oklch_is_that_of_the_published_samples(colour, lch):
    lightness, chroma, hue = lch_of(colour)
    assert (lightness, chroma) == pytest.approx(lch[:2], abs=0.001)
    assert lch[2] is None or hue == pytest.approx(lch[2], abs=0.1)
    assert colour_at(lightness, chroma, hue) == colour


# A blue that is not dark, a violet, a teal and a slate grey are not the State's blue; #000091 is, as #1c3f94.
@pytest.mark.parametrize(
    ("brand", "refused"),
    [
        (STATE_BLUE, True),
        ("#1c3f94", True),
        ("#9db8f2", False),
        ("#4b2a7b", False),
        ("#1f4b5c", False),
        ("#333a44", False),
    ],
)
def test_a_brand_like_the_blue_of_the_state_is_refused_with_another_hue(brand, refused):
    assert is_like_the_state(brand) is refused
    if refused:
        told = refusals(DEFAULT_LOOK | {"brand": brand})["brand"]
        better = colour_of(told[told.index("#") : told.index("#") + 7])
        assert "sites de l’État" in told
        assert refusals(DEFAULT_LOOK | {"brand": better}) == {}
        assert 25 <= apart(lch_of(better)[2], lch_of(STATE_BLUE)[2]) < 29


def test_a_dark_ground_is_refused_with_a_lighter_one():
    told = refusals(DEFAULT_LOOK | {"ground": "#888888"})
    assert "plus claire" in told["ground"]
    better = nearest("#888888", [(MUTED, 4.5), (INK, 12)], darker=False)
    assert ratio(MUTED, better) >= 4.5
    assert ratio(INK, better) >= 12


def test_the_look_is_shown_at_once_under_a_new_address(admin, client, toulouse):
    before = client.get("/", headers={"host": "localhost"}).content.decode()
    assert admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1"}).status_code == 302
    after = client.get("/", headers={"host": "localhost"}).content.decode()
    address = f"/theme.css?v={Territory.objects.get(pk=toulouse.pk).look_version}"
    assert address in after
    assert address not in before
    style = client.get(address, headers={"host": "localhost"})
    assert b"--t-brand:#1f4b5c" in style.content
    assert "immutable" in style.headers["Cache-Control"]


def test_trying_colours_keeps_nothing(admin, toulouse):
    page = admin.post("/territoire/portail/apparence/", GOOD | {"try": "1"})
    assert b"#1f4b5c" in page.content
    assert Territory.objects.get(pk=toulouse.pk).brand == "#4b2a7b"


@pytest.mark.parametrize("brand", ["#8a6fd0", "violet", ""])
def test_a_colour_that_cannot_be_read_is_refused_and_nothing_changes(admin, toulouse, brand):
    page = admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1", "brand": brand})
    assert page.status_code == 422
    assert Territory.objects.get(pk=toulouse.pk).brand == "#4b2a7b"


def test_the_logo_is_on_every_page_without_its_metadata(admin, client, toulouse, media):
    admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1", "logo": picture_file("logo.jpg", size=(200, 96))})
    page = client.get("/", headers={"host": "localhost"}).content.decode()
    address = page.split('<img src="')[1].split('"')[0]
    served = b"".join(client.get(address, headers={"host": "localhost"}).streaming_content)
    assert served.startswith(b"\xff\xd8\xff")
    assert b"Cazalbou" not in served


@pytest.mark.parametrize(("font", "name"), [("source-sans", "source-sans-3"), ("lora", "lora")])
def test_a_chosen_font_is_that_of_the_public_pages_and_served_by_us(admin, client, toulouse, font, name):
    assert admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1", "font": font}).status_code == 302
    page = client.get("/", headers={"host": "localhost"}).content.decode()
    version = Territory.objects.get(pk=toulouse.pk).look_version
    style = client.get(f"/theme.css?v={version}", headers={"host": "localhost"}).content.decode()
    asked = f"/static/fonts/{name}-latin-wght-normal.woff2"
    assert f'<link rel="preload" href="{asked}"' in page
    assert 'class="f-large f-public"' in page
    assert f"url({asked})" in style
    assert "http" not in style
    assert finders.find(asked.removeprefix("/static/"))


def test_the_font_of_the_device_asks_for_no_file(admin, client, toulouse):
    admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1", "font": "system"})
    assert b"woff2" not in client.get("/", headers={"host": "localhost"}).content
    assert b".f-public{font-family:system-ui" in client.get("/theme.css", headers={"host": "localhost"}).content


def test_a_font_that_is_not_offered_is_refused(admin, toulouse):
    page = admin.post("/territoire/portail/apparence/", GOOD | {"keep": "1", "font": "comic-sans"})
    assert page.status_code == 422
    assert Territory.objects.get(pk=toulouse.pk).font == "atkinson"
