// The one place that tells when something could not be done; what was typed stays.
const place = document.querySelector("[data-lost]");
let again = null;

export function tell(text, retry) {
  place.querySelector("[data-said]").textContent = text;
  const button = place.querySelector("[data-again]");
  button.hidden = !retry;
  again = retry;
  place.hidden = false;
}

export function tellGone(retry) {
  tell(place.dataset.gone, retry);
}

export function tellFailed(retry) {
  tell(place.dataset.failed, retry);
}

export function allIsWell() {
  place.hidden = true;
  again = null;
}

place?.querySelector("[data-again]").addEventListener("click", () => again?.());
