/* Faîtière, in the editor of pages: the field where tags are typed, made by a library, has no name of its own. */
(() => {
  "use strict";
  const name = () => {
    for (const field of document.querySelectorAll(".tagit-new input:not([aria-label])")) {
      field.setAttribute("aria-label", "Ajouter un mot-clé");
    }
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
})();
