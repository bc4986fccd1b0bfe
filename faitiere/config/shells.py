"""What each app plugs into the shells, by name: pages of a case, of the project space, of the portal, of the day.

Part of the settings; nothing here imports an app.
"""

# Tabs of the case page, in order: the shell links to the app that owns each, and imports none of them. After the
# label, the kinds of project that have this tab; none means all.
CASE_TABS = [
    ("cases:timeline", "Fil"),
    ("assemblies:site", "Copropriété", "condominium"),
    ("cases:sheets", "Fiches"),
    ("studies:home", "Logement"),
    ("studies:scenarios", "Scénarios"),
    ("studies:plan", "Aides et plan"),
    ("studies:bills", "Factures"),
    ("studies:follow_up", "Après travaux"),
    ("assemblies:meetings", "Assemblées", "condominium"),
    ("cases:documents", "Documents"),
    ("cases:people", "Personnes et droits"),
    ("legal:case", "Juridique"),
    ("directory:case_quotes", "Devis demandés"),
    ("steering:case_acts", "Actes"),
    ("references:case", "Référence"),
    ("space:statements", "Déclarations"),
    ("portal:case_simulation", "Simulation"),
]
# Tabs shown only when the case has something in them.
CASE_TABS_WHEN_USED = {
    "portal:case_simulation": "simulations",
    "directory:case_quotes": "quote_requests",
    "space:statements": "statements",
}
# Pages of the project space (route, label, icon), in order, and the cards of its home page: each app gives its own.
# After the icon, the kinds of project that have this page; none means all.
SPACE_TABS = [
    ("space:case", "Accueil", "house"),
    ("space:plan", "Plan", "scale", "house"),
    ("condominiums:share", "Ma part", "hand-coins", "condominium"),
    ("condominiums:meetings", "Assemblées", "vote", "condominium"),
    ("condominiums:plan", "Projet", "scale", "condominium"),
    ("space:documents", "Documents", "folder", "house"),
    ("space:messages", "Messages", "message-square", "house"),
    ("booking:space", "Rendez-vous", "calendar", "house"),
    ("directory:quotes", "Devis", "hammer", "house"),
    ("condominiums:documents", "Documents", "folder", "condominium"),
    ("condominiums:messages", "Messages", "message-square", "condominium"),
    ("booking:space", "Rendez-vous", "calendar", "condominium"),
    ("directory:quotes", "Devis", "hammer", "condominium"),
    ("space:home", "Mon logement", "pencil", "house"),
    ("space:sharing", "Partager", "share-2", "house"),
    ("condominiums:building", "Immeuble", "building-2", "condominium"),
    ("condominiums:bills", "Factures", "flame", "condominium"),
    ("condominiums:members", "Membres", "users", "condominium"),
    ("space:data", "Mes données", "user"),
]
# Pages open to whoever the household lets in, and the right each asks (`cases.enums.GuestRight`, "" for every guest).
SPACE_GUEST_TABS = {
    "space:case": "",
    "space:plan": "plan",
    "space:documents": "documents",
    "space:messages": "messages",
    "space:home": "sheet",
}
SPACE_BLOCKS: list[str] = [
    "faitiere.apps.booking.views.space.next_appointment",
    "faitiere.apps.condominiums.reading.own_share_block",
    "faitiere.apps.condominiums.reading.meeting_block",
    "faitiere.apps.condominiums.reading.clocks_block",
    "faitiere.apps.events.space.coming_events",
    "faitiere.apps.references.space.sheet_card",
    "faitiere.apps.directory.space_blocks.quotes",
]
# Routes of the space closed to somebody in a case: a function of a case read by `find_in_space`.
SPACE_CLOSED = "faitiere.apps.condominiums.rights.closed_pages"
# Lines of the public menu (label, route) after those of the portal itself, and blocks of its pages (name, block class):
# each app gives its own.
PORTAL_MENU: list[tuple[str, str]] = [
    ("Prendre rendez-vous", "booking:start"),
    ("Professionnels", "directory:search"),
    ("Événements", "events:events"),
    ("Réalisations", "references:catalogue"),
]
PORTAL_BLOCKS: list[tuple[str, str]] = [
    ("booking", "faitiere.apps.booking.portal_blocks.BookingBlock"),
    ("directory", "faitiere.apps.directory.portal_blocks.DirectoryBlock"),
    ("events", "faitiere.apps.events.portal_blocks.EventsBlock"),
    ("references", "faitiere.apps.references.portal_blocks.ReferencesBlock"),
    ("references_map", "faitiere.apps.references.portal_blocks.ReferencesMapBlock"),
]
# Addresses of what visitors read, for search engines: each app gives its own.
PORTAL_ADDRESSES = [
    "faitiere.apps.events.portal_addresses.addresses",
    "faitiere.apps.references.portal_addresses.addresses",
    "faitiere.apps.directory.portal_addresses.addresses",
]
# The scenario kept for a building, for the apps that vote, share or publish its works: given by the app that computes.
SITE_SCENARIO = "faitiere.apps.studies.site_costs.of_case"
# What the search box finds, and the filters of the portfolio: each app gives its own, read in this order.
SEARCH_KINDS = [
    "faitiere.apps.cases.finding.CASES",
    "faitiere.apps.cases.finding.PEOPLE",
    "faitiere.apps.cases.finding.ORGANISATIONS",
    "faitiere.apps.directory.finding.PROFESSIONALS",
]
PORTFOLIO_FILTERS = ["faitiere.apps.cases.portfolio.offered.FILTERS", "faitiere.apps.steering.portfolio.FILTERS"]

# People an actor may know of, the parts of a person's history and the criteria of lists: contacts imports no app above.
CONTACTS_IN_SIGHT = "faitiere.apps.cases.permissions.known_to"
# Called with people made one, or two again: what is found by their words follows.
PEOPLE_REINDEXED = "faitiere.apps.cases.actions.finding.index_cases_of"
PERSON_PANELS = [
    "faitiere.apps.cases.panels.person_panels",
    "faitiere.apps.studies.panels.person_panels",
    "faitiere.apps.steering.panels.person_panels",
    "faitiere.apps.cases.panels.mails",
]
# The parts of a home's history and of an organisation's page, in the same way.
HOME_PANELS = [
    "faitiere.apps.cases.panels.home_panels",
    "faitiere.apps.studies.panels.home_panels",
    "faitiere.apps.steering.panels.home_panels",
]
ORGANISATION_PANELS = ["faitiere.apps.cases.panels.organisation_panels"]
CONTACT_CRITERIA = ["faitiere.apps.contacts.criteria.CRITERIA", "faitiere.apps.cases.criteria.CRITERIA"]

# What a colleague who leaves has in hand beside its cases and tasks: each app gives its own.
IN_HAND_TOO = ["faitiere.apps.booking.handover.APPOINTMENTS"]

# Blocks of « Ma journée », in the order everybody finds them: each app gives its own, and the day imports none of them.
DAY_BLOCKS = [
    "faitiere.apps.booking.agenda.TODAY",
    "faitiere.apps.cases.day.REQUESTS",
    "faitiere.apps.legal.day.WAITING",
    "faitiere.apps.cases.day.TASKS",
    "faitiere.apps.cases.day.STEPS",
    "faitiere.apps.cases.day.COMING",
    "faitiere.apps.cases.day.WITHOUT",
    "faitiere.apps.cases.day.MESSAGES",
    "faitiere.apps.steering.day.MONTH",
    "faitiere.apps.cases.day.FIGURES",
    "faitiere.apps.cases.day.RECENT",
]
