"""Captions of a video (WebVTT, W3C): whether a file is one, before it is shown. Pure but for reading the file."""

import re

_MOST_BYTES = 1_000_000
_STAMP = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rf"^({_STAMP})[ \t]+-->[ \t]+({_STAMP})(?:[ \t].*)?$", re.MULTILINE)


def _seconds(stamp: str) -> float:
    """ "01:02.500" is 62.5 seconds."""
    seconds = 0.0
    for part in stamp.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def refusal(content: bytes) -> str:
    """Why a file cannot be the captions of a video, in a sentence; empty when it can."""
    if len(content) > _MOST_BYTES:
        return "Le fichier de sous-titres dépasse 1 Mo : ce n’est sans doute pas lui."
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return "Le fichier de sous-titres n’est pas du texte. Enregistrez-le au format WebVTT (.vtt), en UTF-8."
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        return "Le fichier de sous-titres doit commencer par la ligne WEBVTT. Exportez-le au format WebVTT (.vtt)."
    times = [(_seconds(start), _seconds(end)) for start, end in _TIMES.findall(text)]
    if not times:
        return "Le fichier de sous-titres ne contient aucun sous-titre daté, comme « 00:01.000 --> 00:04.000 »."
    if any(start >= end for start, end in times):
        return "Un sous-titre finit avant d’avoir commencé. Corrigez ses temps."
    return ""
