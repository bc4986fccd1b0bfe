/* Faîtière: the little the browser cannot do alone. Every page works without it.
   Loaded before htmx, whose first requests already need the CSRF header below.
   Attributes: data-dialog, data-close, form[data-confirm], form[data-guard], [data-dontknow],
   [data-submit-label], form[data-bulk], [data-now-focus], [data-tiles]. */
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  /* htmx: the CSRF token, the focus on the new heading, a sentence when the server fails */
  /* The cookie first: it is renewed by a sign-in in another tab, the page is not */
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ||
    find('meta[name="csrf-token"]')?.content || find('input[name="csrfmiddlewaretoken"]')?.value || "";
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = event.detail.ctx;
    if (!/^(GET|HEAD|OPTIONS)$/i.test(request.method)) request.headers["X-CSRFToken"] = token();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (!(ctx?.target instanceof Element)) return;
    settle();
    if (inPlace(ctx) && document.activeElement !== document.body) return;
    const place = document.getElementById(ctx.target.id) || ctx.target;
    const heading = find("[data-errors], [data-now-focus], h1", place);
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
  });
  const breakdown = (id) => {
    const region = find("#contenu");
    if (!region) return;
    find("[data-panne]")?.remove();
    const notice = document.getElementById(id).content.firstElementChild.cloneNode(true);
    notice.setAttribute("data-panne", "");
    region.prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:error", (event) => breakdown(inPlace(event.detail.ctx) ? "injoignable" : "panne"));
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) breakdown("panne");
  });

  /* Tabs change in place. An answer that is not the page asked for (session ended, refusal, failure) is opened whole,
     and so is a page left with words that nobody keeps: the browser then asks first. */
  const inPlace = (ctx) => {
    const headers = ctx?.request?.headers || {};
    return Boolean(headers["HX-Boosted"] || headers["HX-History-Restore-Request"]);
  };
  const openWhole = (event) => {
    event.preventDefault();
    window.location.assign(event.detail.ctx.request.action);
  };
  /* The page that asks who one is: never put in the place of a part of this one */
  const signedOut = ({ redirected, url }) => redirected && new URL(url).pathname.includes("/compte/login/");
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (inPlace(ctx) && (!ctx.response.raw.ok || ctx.response.raw.redirected)) openWhole(event);
    else if (signedOut(ctx.response.raw)) {
      event.preventDefault();
      breakdown("session");
    }
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (inPlace(ctx) && find("form[data-dirty]", ctx.target)) openWhole(event);
  });

  /* Keyboard: Ctrl K searches, n takes a call, ? lists the shortcuts */
  document.addEventListener("keydown", (event) => {
    const search = find("#recherche");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") find("#raccourcis")?.showModal();
    if (event.key === "n" && !find("dialog[open]")) find("[data-shortcut-new]")?.click();
  });

  /* Dialogs */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      opener.closest("[popover]")?.hidePopover();
      document.getElementById(opener.dataset.dialog)?.showModal();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    const tiles = event.target.closest("[data-tiles]");
    if (tiles) showTiles(tiles);
    const unknown = event.target.closest("[data-dontknow]");
    if (unknown) toggleUnknown(unknown);
  });

  /* Images of a tile service: asked for by who wants them, never with the page */
  const showTiles = (button) => {
    for (const tile of document.querySelectorAll("[data-tile]")) tile.setAttribute("href", tile.dataset.tile);
    document.querySelectorAll("[data-contours]").forEach((contours) => contours.remove());
    const credit = button.nextElementSibling;
    button.remove();
    credit.hidden = false;
    credit.tabIndex = -1;
    credit.focus();
  };

  /* "Je ne sais pas": empties the field and says what that changes; typing takes it back */
  const toggleUnknown = (button, pressed = button.getAttribute("aria-pressed") !== "true") => {
    const field = document.getElementById(button.dataset.dontknow);
    button.setAttribute("aria-pressed", String(pressed));
    if (pressed && field) {
      field.value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const note = find(`[data-dontknow-note="${button.dataset.dontknow}"] span`);
    if (note) note.hidden = !pressed;
  };
  document.addEventListener("input", (event) => {
    const button = event.target.id && find(`[data-dontknow="${CSS.escape(event.target.id)}"]`);
    if (button && event.target.value) toggleUnknown(button, false);
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.dirty = "1";
  });

  /* The button says what will happen: it follows the chosen option. Bulk bars count the chosen rows. */
  document.addEventListener("change", (event) => {
    const { submitLabel } = event.target.dataset;
    const button = event.target.form && find('button[type="submit"]', event.target.form);
    if (submitLabel && button) button.textContent = submitLabel;
    const bulk = event.target.closest("form[data-bulk]");
    if (bulk) countChosen(bulk);
  });
  /* A field that only makes sense after one answer is shown with it; without JavaScript, always */
  const showWhen = () => {
    for (const part of document.querySelectorAll("[data-when]")) {
      const [id, value] = part.dataset.when.split("=");
      part.hidden = document.getElementById(id)?.value !== value;
    }
  };
  document.addEventListener("change", showWhen);
  const countChosen = (form) => {
    const chosen = form.querySelectorAll('tbody input[type="checkbox"]:checked').length;
    const bar = find("[data-bulk-bar]", form);
    if (!bar) return;
    bar.hidden = chosen === 0;
    find("[data-bulk-count]", bar).textContent = String(chosen);
  };

  /* Sending: ask first when it cannot be undone, never twice, no warning about unsaved text */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const confirmed = event.submitter?.hasAttribute("data-confirmed");
    if (form.hasAttribute("data-confirm") && !confirmed) {
      const dialog = document.getElementById(`confirmer-${form.id}`);
      if (dialog) {
        event.preventDefault();
        event.stopImmediatePropagation();
        dialog.showModal();
        return;
      }
    }
    if (form.method === "get" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "1";
    delete form.dataset.dirty;
    event.submitter?.setAttribute("aria-disabled", "true");
  }, true);
  const release = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-disabled="true"]')) button.removeAttribute("aria-disabled");
    }
  };
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:finally:request", release);
  window.addEventListener("beforeunload", (event) => {
    if (find("form[data-dirty]")) event.preventDefault();
  });

  /* What a page needs once it is there, whole or in place: the current tab in sight on a phone as well */
  const settle = () => {
    showWhen();
    document.querySelectorAll("form[data-bulk]").forEach(countChosen);
    document.querySelectorAll("[data-tiles]").forEach((button) => { button.hidden = false; });
    const tab = find(".f-tabs [aria-current]");
    if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
  };
  settle();
  find("[data-errors]")?.focus();
  /* Words typed before the scripts were there, or brought back by the browser, count as typed now */
  document.addEventListener("DOMContentLoaded", () => {
    for (const field of document.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")) {
      if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
