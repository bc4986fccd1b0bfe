from wagtail.models import Collection, Locale, Page

from faitiere.apps.portal.actions import open_portal

PAGES = {
    "title": "Accueil",
    "promise": "Rénover chez vous, avec quelqu'un qui n'a rien à vous vendre",
    "lead": "Un conseiller du service public regarde votre logement. C'est gratuit.",
    "body": [
        {"type": "start", "value": {"title": "Par où commencer"}},
        {"type": "finder", "value": {"title": "Trouver mon conseiller"}},
        {"type": "news", "value": {"title": "Les nouvelles"}},
        {"type": "contact", "value": {"title": "Un conseiller vous rappelle", "text": "C'est gratuit."}},
    ],
    "news": {"title": "Actualités", "lead": "Ce qui change."},
    "articles": [
        {
            "title": "Lire un devis d'isolation",
            "slug": "lire-un-devis",
            "published_on": "2026-11-02",
            "lead": "Les cinq lignes à regarder avant de signer.",
            "body": [{"type": "text", "value": "<p>Vérifiez la résistance thermique.</p>"}],
        }
    ],
    "texts": [{"title": "Mentions légales", "slug": "mentions-legales", "body": []}],
}


def portal_of(territory, **more):
    """The portal of a territory with one article; the root page exists already where migrations ran."""
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Racine", slug="racine", locale=Locale.objects.create(language_code="fr")))
    if not Collection.objects.exists():
        Collection.add_root(name="Racine")
    return open_portal(territory=territory, pages=PAGES | more)
