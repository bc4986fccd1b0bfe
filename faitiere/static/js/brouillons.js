/* Faîtière: what is being typed is kept at each pause. Forms marked data-draft="fil:…" (and data-case when they speak
   of a case) send their fields to /bureau/brouillons/<id>/; [data-take-draft] puts a kept one back in its form.
   When the session has ended, the form is not sent: the words stay on the page and the way back is shown. */
(() => {
  "use strict";
  const PAUSE = 1200;
  const home = document.querySelector('meta[name="home"]')?.content || "/";
  /* The cookie first: it is renewed by a sign-in in another tab, the page is not */
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
    || document.querySelector('meta[name="csrf-token"]')?.content || "";
  const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !["csrfmiddlewaretoken", "brouillon", "base"].includes(name)));
  const idOf = (form) => {
    let field = form.elements.namedItem("brouillon");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "brouillon" });
      field.value = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("")
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
      form.append(field);
    }
    return field.value;
  };
  const say = (form, text, link) => {
    let line = form.querySelector("[data-draft-said]");
    if (!line) {
      line = Object.assign(document.createElement("p"), { className: "small f-muted mb-0" });
      line.dataset.draftSaid = "";
      line.setAttribute("role", "status");
      form.append(line);
    }
    line.classList.toggle("f-late", Boolean(link));
    line.textContent = text;
    if (link) line.append(" ", Object.assign(document.createElement("a"), { href: link, target: "_blank", textContent: "Se connecter dans un autre onglet" }));
  };
  const keep = async (form, last = false) => {
    const body = new URLSearchParams({ place: form.dataset.draft, case: form.dataset.case || "", fields: JSON.stringify(fieldsOf(form)) });
    const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" };
    try {
      const answer = await fetch(`${home}bureau/brouillons/${idOf(form)}/`, { method: "POST", body, headers, keepalive: last, redirect: "manual" });
      form.dataset.out = [200, 204, 400].includes(answer.status) ? "" : "1";
      if (answer.ok) {
        /* Kept: nothing to warn about any more, but a colleague who writes in the same case */
        delete form.dataset.dirty;
        say(form, answer.status === 200 ? `Brouillon gardé. ${(await answer.json()).said}` : "Brouillon gardé.");
      }
      else if (answer.status === 400) say(form, (await answer.json()).said);
      else say(form, "Votre session est terminée : ce texte n’est plus gardé. Il reste ici.", `${home}compte/login/`);
    } catch {
      say(form, "Le serveur ne répond pas : ce texte n’est pas gardé.");
    }
    return !form.dataset.out;
  };
  const waiting = new Map();
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => { waiting.delete(form); keep(form); }, PAUSE));
  });
  /* The page is left before the pause, for good or for another tab of the case */
  const keepNow = (last) => Promise.all([...waiting].map(([form, timer]) => {
    clearTimeout(timer);
    waiting.delete(form);
    return keep(form, last);
  }));
  window.addEventListener("pagehide", () => keepNow(true));
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!waiting.size || !ctx.request.headers["HX-Boosted"]) return;
    ctx.fetch = async (...asked) => {
      await keepNow(false);
      return window.fetch(...asked);
    };
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (!form.dataset.out) return;
    event.preventDefault();
    /* Not sent after all: the button and the guard of faitiere.js are given back */
    const { submitter } = event;
    delete form.dataset.sent;
    submitter?.removeAttribute("aria-disabled");
    if (form.hasAttribute("data-guard")) form.dataset.dirty = "1";
    if (!(await keep(form))) return;
    form.elements.namedItem("csrfmiddlewaretoken").value = token();
    form.requestSubmit(submitter);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take-draft]");
    const form = button && document.querySelector(`form[data-draft="${CSS.escape(button.dataset.place)}"]`);
    if (!form) return;
    idOf(form);
    form.elements.namedItem("brouillon").value = button.dataset.takeDraft;
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fields))) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      if (field.type === "checkbox") field.checked = field.value === value;
      else field.value = value;
      (field instanceof RadioNodeList ? [...field].find((one) => one.checked) : field)?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.closest("details")?.setAttribute("open", "");
    button.closest(".f-alert, [role]")?.remove();
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
})();
