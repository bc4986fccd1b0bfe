"""The form of a page in the editor: what somebody could not read is not published, nor sent to who publishes."""

from wagtail.admin.forms import WagtailAdminPageForm

from .faults import faults

# Buttons of the editor after which visitors may read the page; a draft is kept whatever its faults.
_LEADS_TO_VISITORS = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


class ReadablePageForm(WagtailAdminPageForm):
    """Refuses, before publication, the faults a server can see."""

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and any(self.data.get(name) for name in _LEADS_TO_VISITORS):
            for name, sentence in faults(self.instance):
                self.add_error(name if name in self.fields else None, sentence)
