"""Pages of the live server of the tests, as a person sees them in a real browser."""

from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


class Look:
    """One page as a person sees it, and what the browser thinks of it."""

    def __init__(self, page):
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message):
        if message.type in {"error", "warning"} and "status of 40" not in message.text:
            self.complaints.append(message.text)

    def open(self, address: str) -> "Look":
        self.page.goto(address, wait_until="networkidle")
        return self

    def violations(self) -> list[tuple[str, str]]:
        """What axe finds: rule and element."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]

    def sideways(self) -> int:
        """Pixels of sideways scrolling."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def look(browser, live_server):
    """`look(width, client)`: a new window, signed in as the test client when one is given."""
    contexts = []

    def _look(width: int = 1280, client=None) -> Look:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
        contexts.append(context)
        if client is not None:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            context.add_cookies([cookie | {"url": live_server.url}])
        return Look(context.new_page())

    yield _look
    for context in contexts:
        context.close()
