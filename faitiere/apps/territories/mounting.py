"""A territory served in a folder of a host: addresses made inside a request or a job, with or without that folder."""

import contextlib

from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix


def mounted(path: str, folder: str) -> str:
    """The address of `path` in this folder ("" for the whole host), once: whether it was made in a request of this
    territory, in one of another, or by a job."""
    bare = f"/{path.removeprefix(get_script_prefix()).removeprefix('/')}"
    return bare if not folder or bare.startswith(f"/{folder}/") else f"/{folder}{bare}"


def is_room(folder: str) -> bool:
    """This folder is that of a page of the site itself: no territory can be served there."""
    try:
        return resolve(f"/{folder}/").url_name != "wagtail_serve"
    except Resolver404:
        return False


@contextlib.contextmanager
def inside(request, folder: str):
    """Answer this request in the folder: routes do not see it, the addresses made in the block begin with it."""
    before = get_script_prefix()
    if folder:
        request.path_info = request.path_info.removeprefix(f"/{folder}") or "/"
        request.META["SCRIPT_NAME"] = f"{request.META.get('SCRIPT_NAME', '')}/{folder}"
        set_script_prefix(f"{request.META['SCRIPT_NAME']}/")
    try:
        yield
    finally:
        set_script_prefix(before)
