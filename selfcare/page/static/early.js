// Holds what is sent before the other scripts are there, and sends it once they are.
(() => {
  const early = new Map();
  const hold = (event) => {
    if (event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early.set(event.target, event.submitter);
  };
  addEventListener("submit", hold, true);
  addEventListener("DOMContentLoaded", () => {
    removeEventListener("submit", hold, true);
    early.forEach((button, form) => form.requestSubmit(button));
  });
})();
