/* Faîtière: the comfort of the desk. Search as you type, lists by keyboard, the board. Loaded after faitiere.js.
   Attributes: [data-rows] holds [data-row], each with a link [data-open]; [data-board] holds .f-lane[data-stage]
   with cards [data-card]; [data-all] ticks the rows of its form. Everything is also possible without it. */
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  /* Search: the arrows choose, Enter opens, Escape closes */
  const box = find("#recherche");
  const list = find("#trouves");
  const options = () => all('[role="option"]', list);
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) box.removeAttribute("aria-activedescendant");
  };
  const choose = (chosen) => {
    for (const option of options()) option.setAttribute("aria-selected", String(option === chosen));
    if (!chosen) return;
    box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  };
  if (box && list) {
    let answered = "";
    document.addEventListener("htmx:after:swap", (event) => {
      if (event.detail.ctx?.target?.id !== "trouves") return;
      answered = box.value;
      show(box.value.trim() !== "" && list.textContent.trim() !== "" && document.activeElement === box);
      choose(options()[0]);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(false);
      if (list.hidden) return;
      const found = options();
      const at = found.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(found[(at + step + found.length) % found.length]);
      }
      if (event.key === "Enter" && found[at] && answered === box.value) {
        event.preventDefault();
        window.location.assign(found[at].href);
      }
    });
    box.addEventListener("input", () => { if (!box.value.trim()) show(false); });
    box.addEventListener("focusout", (event) => { if (!list.contains(event.relatedTarget)) show(false); });
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /* Lists: j and k (or the arrows, once on a row) go from row to row, Enter opens, x chooses */
  const rows = () => all("[data-row]");
  const link = (row) => find("[data-open]", row);
  const current = () => document.activeElement?.closest("[data-row]");
  const go = (row) => { if (row) link(row).focus(); };
  const along = (step) => {
    const found = rows();
    const at = found.indexOf(current());
    go(at < 0 ? found[0] : found[Math.min(Math.max(at + step, 0), found.length - 1)]);
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-all]")) return;
    for (const one of all('tbody input[type="checkbox"]', event.target.form)) one.checked = event.target.checked;
    event.target.form.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* Board: a card goes to a stage by the form it holds */
  const move = (card, stage) => {
    const form = find("form", card);
    find('[name="stage"]', form).value = stage;
    form.requestSubmit();
  };
  const lanes = () => all(".f-lane");
  const beside = (card, step) => lanes()[lanes().indexOf(card.closest(".f-lane")) + step];
  const boardKey = (event, card) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return false;
    const lane = beside(card, step);
    if (lane && event.shiftKey) move(card, lane.dataset.stage);
    else if (lane) go(find("[data-card]", lane));
    return true;
  };

  /* Ctrl Enter sends what is being written */
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form.f-write");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
    event.preventDefault();
    form.requestSubmit(find('button[type="submit"]', form));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || find("dialog[open]")) return;
    const row = current();
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (row?.matches("[data-card]") && boardKey(event, row)) event.preventDefault();
    else if (event.key === "j" || (event.key === "ArrowDown" && row)) { event.preventDefault(); along(1); }
    else if (event.key === "k" || (event.key === "ArrowUp" && row)) { event.preventDefault(); along(-1); }
    else if (event.key === "x" && row) find('input[type="checkbox"]', row)?.click();
  });

  const dragged = (event) => document.getElementById(event.dataTransfer.getData("text/x-dossier"));
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (card) event.dataTransfer.setData("text/x-dossier", card.id);
  });
  const laneOf = (event) => event.target.closest?.("[data-board] .f-lane");
  document.addEventListener("dragover", (event) => {
    const over = laneOf(event);
    if (over) event.preventDefault();
    for (const lane of lanes()) lane.classList.toggle("over", lane === over);
  });
  document.addEventListener("drop", (event) => {
    const lane = laneOf(event);
    if (!lane) return;
    event.preventDefault();
    lane.classList.remove("over");
    const card = dragged(event);
    if (card && card.closest(".f-lane") !== lane) move(card, lane.dataset.stage);
  });
  document.addEventListener("dragend", () => { for (const lane of lanes()) lane.classList.remove("over"); });
  /* Back from a move: the card moved keeps the focus */
  if (window.location.hash.startsWith("#dossier-")) go(document.getElementById(window.location.hash.slice(1)));
})();
