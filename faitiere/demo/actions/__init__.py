"""Writers of the demonstration data. Everything a guichet does goes through the real actions of the apps, so that the
journal, timelines, mails and results are real ones; test factories are not used (they come with development tools).
"""

from .building import build

__all__ = ["build"]
