"""What a journey does again and again: signing in, accessibility, mails."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from faitiere.apps.cases.tests.mailbox import Mailbox
from faitiere.demo.codes import current_code
from faitiere.demo.stories import PASSWORD, TOTP_SECRET

_AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
# WCAG 2.0 to 2.2, levels A and AA, and the best practices of axe.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """Where the demonstration is served; `used` remembers how many codes each account has typed."""

    address: str
    box: Mailbox | None = None
    used: dict[str, int] = field(default_factory=dict)

    def on(self, host: str) -> str:
        """Address of the territory that answers to a host name."""
        return self.address.replace("localhost", host, 1)


def assert_accessible(page: Page) -> None:
    """Zero violations of axe on the page as it is."""
    page.add_script_tag(path=_AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(r => r.violations)", _RULES
    )
    told = [f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]
    assert not told, f"{page.url}\n" + "\n".join(told)


def type_password(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/compte/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Se connecter").click()


def sign_in(page: Page, site: Site, email: str) -> None:
    """Password, then the second factor; a code serves once, so a second sign-in takes the next one."""
    type_password(page, email)
    later = site.used.get(email, -1)
    site.used[email] = later + 1
    page.get_by_label("Code").fill(current_code(TOTP_SECRET, later=later))
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation").first).to_be_visible()
    page.wait_for_url(lambda address: "/compte/" not in address)
