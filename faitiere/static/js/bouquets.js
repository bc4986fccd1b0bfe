/* The chart of bundles: a click on a disc sends the form of its card. Without script the link leads to the card. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-submits]");
    const form = link && document.getElementById(link.dataset.submits);
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });
})();
