import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import IFD
from wagtail.models import Collection, Locale, Page

from faitiere.apps.portal.actions import open_portal
from faitiere.apps.portal.models import ResourcePage

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
    "resources": {"title": "Ressources", "lead": "Guides et vidéos."},
    "questions": {
        "title": "Questions fréquentes",
        "slug": "questions",
        "lead": "",
        "questions": [{"type": "question", "value": {"question": "Est-ce gratuit ?", "answer": "<p>Oui.</p>"}}],
    },
    "texts": [{"title": "Mentions légales", "slug": "mentions-legales", "body": []}],
}


def portal_of(territory, **more):
    """The portal of a territory with one article; the root page exists already where migrations ran."""
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Racine", slug="racine", locale=Locale.objects.create(language_code="fr")))
    if not Collection.objects.exists():
        Collection.add_root(name="Racine")
    return open_portal(territory=territory, pages=PAGES | more)


def resource(parent, **fields):
    """A published resource under a list or the library."""
    known = {"title": "Isoler ses combles", "slug": "combles", "lead": "Le toit d’abord.", "theme": "insulation"}
    known |= {"home_kind": "house", "stage": "decide"} | fields
    page = parent.add_child(instance=ResourcePage(**known))
    page.save_revision().publish()
    return page


def picture_file(name="photo.jpg", *, size=(40, 30), gps=True) -> SimpleUploadedFile:
    """A photo that knows where it was taken: 43° 36' N, the latitude of Toulouse."""
    exif = Image.Exif()
    if gps:
        exif.get_ifd(IFD.GPSInfo).update({1: "N", 2: (43.0, 36.0, 0.0)})
        exif[0x010F] = "Appareil de Mme Cazalbou"
    out = io.BytesIO()
    Image.new("RGB", size, "#c4502a").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def bomb_file() -> SimpleUploadedFile:
    """The header of a PNG of 50,000 × 50,000 pixels, a few bytes long."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return SimpleUploadedFile("bombe.png", b"\x89PNG\r\n\x1a\n" + body, content_type="image/png")


def huge_photo() -> SimpleUploadedFile:
    """A JPEG that says where it was taken, and announces 50,000 × 50,000 pixels (ITU-T T.81, B.2.2: frame header)."""
    content = bytearray(picture_file().read())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 50_000, 50_000)
    return SimpleUploadedFile("immense.jpg", bytes(content), content_type="image/jpeg")
