/* Passkeys: asks the browser for one and sends its answer with the page's own form.
   A form marked data-passkey is shown by this script alone, for without script it cannot work. */
"use strict";

const UNABLE = "It did not work: it was cancelled, or this browser or address cannot use passkeys.";

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function credential(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "get") return webauthnJSON.get(asked.request_options);
  const made = asked.creation_options;
  // A passkey, not a second step only: kept by the device, opened by its PIN, finger or face.
  Object.assign(made.publicKey.authenticatorSelection, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
  return webauthnJSON.create(made);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.querySelector("[data-credential]") || form.elements.credential;
    try {
      field.value = JSON.stringify(await credential(form));
      form.submit();
    } catch {
      form.querySelector("[data-said]").textContent = UNABLE;
    }
  });
}
