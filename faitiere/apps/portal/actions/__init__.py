"""The only writers of the portal."""

from .checking import check_links, confirm_checked, remind_editors
from .editing import editors_of, end_editing, follow_editor_role, give_editing, take_editing
from .embedding import allow_site, forbid_site
from .library import adapt, lend, library, read_again, stop_lending
from .look import set_look
from .menus import add_line, change_line, move_line, remove_line, start_menu
from .opening import OpeningRefused, open_territory
from .pages import open_portal
from .publishing import changed, forget_page, page_changed
from .redirects import add_redirect, remove_redirect
from .visitors import (
    NobodyInCharge,
    ask_for_call,
    join_simulation,
    keep_simulation,
    resume_simulation,
    send_simulation,
)

__all__ = [
    "NobodyInCharge",
    "OpeningRefused",
    "adapt",
    "add_line",
    "add_redirect",
    "allow_site",
    "ask_for_call",
    "change_line",
    "changed",
    "check_links",
    "confirm_checked",
    "editors_of",
    "end_editing",
    "follow_editor_role",
    "forbid_site",
    "forget_page",
    "give_editing",
    "join_simulation",
    "keep_simulation",
    "lend",
    "library",
    "move_line",
    "open_portal",
    "open_territory",
    "page_changed",
    "read_again",
    "remind_editors",
    "remove_line",
    "remove_redirect",
    "resume_simulation",
    "send_simulation",
    "set_look",
    "start_menu",
    "stop_lending",
    "take_editing",
]
