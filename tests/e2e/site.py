"""What a journey does again and again: signing in, accessibility, mails."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from faitiere.apps.accounts.tests.peer import Peer
from faitiere.apps.cases.tests.mailbox import Mailbox
from faitiere.demo.codes import current_code
from faitiere.demo.stories import PASSWORD, TOTP_SECRET

PERIOD = 30  # seconds a code of the second factor lasts
_PHONE = 480  # px, width up to which the space has its bar at the bottom
_AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
# WCAG 2.0 to 2.2, levels A and AA, and the best practices of axe.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """Where the demonstration is served; the periods whose code each account has typed, and its open sessions."""

    address: str
    box: Mailbox | None = None
    peer: Peer | None = None
    used: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sessions: dict[str, list] = field(default_factory=dict)

    def code_for(self, email: str) -> str:
        """A code that this account has not typed yet: the period before, this one or the next are accepted."""
        now = int(time.time()) // PERIOD
        period = next(one for one in (now, now + 1, now - 1) if one not in self.used[email])
        self.used[email].add(period)
        return current_code(TOTP_SECRET, later=period - now)

    def on(self, host: str) -> str:
        """Address of the territory that answers to a host name."""
        return self.address.replace("localhost", host, 1)


def _violations(page: Page) -> list[dict]:
    """On a phone the whole page is put in sight first: a link half under the bar at the bottom would be measured cut."""
    page.wait_for_load_state("load")
    page.add_script_tag(path=_AXE)
    ask = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(r => r.violations)"
    size = page.viewport_size
    if size["width"] > _PHONE:
        return page.evaluate(ask, _RULES)
    page.set_viewport_size(size | {"height": page.evaluate("document.documentElement.scrollHeight")})
    try:
        return page.evaluate(ask, _RULES)
    finally:
        page.set_viewport_size(size)


def assert_accessible(page: Page) -> None:
    """Zero violations of axe on the page as it is; a page on its way when asked is audited once it has arrived."""
    try:
        found = _violations(page)
    except Error as error:
        if "context was destroyed" not in error.message:
            raise
        found = _violations(page)
    told = [f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]
    assert not told, f"{page.url}\n" + "\n".join(told)


def type_password(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/compte/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Se connecter").click()


def sign_in(page: Page, site: Site, email: str, *, again: bool = False) -> None:
    """Password, then the second factor. The same account signed in before keeps its session, unless `again`."""
    if not again and email in site.sessions:
        page.context.add_cookies(site.sessions[email])
        page.goto("/bureau/")
        if "/compte/" not in page.url:
            return
    type_password(page, email)
    page.get_by_label("Code").fill(site.code_for(email))
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation").first).to_be_visible()
    page.wait_for_url(lambda address: "/compte/" not in address)
    if not again:
        site.sessions[email] = page.context.cookies()
