/* Files on their way: how much has left, then the page that answers. Without it, the form is sent as any other.
   Attributes: form[data-upload] with [data-upload-state] holding a <progress> and a [role=status]. */
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const files = form.querySelector('input[type="file"]');
    if (!form.hasAttribute("data-upload") || !files?.files.length || event.defaultPrevented) return;
    event.preventDefault();
    const state = form.querySelector("[data-upload-state]");
    const [bar, words] = [state.querySelector("progress"), state.querySelector("[role=status]")];
    const request = new XMLHttpRequest();
    state.hidden = false;
    words.textContent = "Envoi en cours.";
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) bar.value = Math.round((100 * sent.loaded) / sent.total);
    });
    request.upload.addEventListener("load", () => {
      words.textContent = "Fichiers arrivés, vérification.";
    });
    const again = () => {
      delete form.dataset.sent;
      form.querySelector('[aria-disabled="true"]')?.removeAttribute("aria-disabled");
      words.textContent = "L’envoi a échoué. Vérifiez votre connexion, puis envoyez de nouveau.";
    };
    request.addEventListener("error", again);
    request.addEventListener("load", () => {
      if (request.status >= 500 || request.status === 0) return again();
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = document.getElementById("contenu");
      main.replaceWith(answer.getElementById("contenu"));
      document.getElementById("messages")?.replaceWith(answer.getElementById("messages"));
      (document.querySelector("[data-errors]") || document.querySelector("#contenu h1")).focus();
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
})();
