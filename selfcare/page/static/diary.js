// What the pages of the diary do beyond forms.
import { send } from "./forms.js";

// What was due is on the screen now, and keeps its silence from here on.
const shown = document.querySelector("[data-shown]");
if (shown) send(shown.dataset.shown, { shown: "yes" }).catch(() => {});

// Pictures of weeks open at the newest one.
for (const one of document.querySelectorAll("[data-newest]")) one.scrollLeft = one.scrollWidth;

for (const one of document.querySelectorAll("[data-print]")) one.addEventListener("click", () => print());

// One muscle after the other; leaving one out empties its answers.
const form = document.querySelector("[data-steps]");
const steps = form ? [...form.querySelectorAll(".step")] : [];
form?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const here = steps.findIndex((one) => one.contains(button));
  if (here < 0) return;
  if ("out" in button.dataset) for (const one of steps[here].querySelectorAll("input")) one.checked = false;
  const there = steps[here + Number(button.dataset.go ?? 0)];
  if (!button.dataset.go || !there) return;
  steps[here].classList.remove("step-now");
  there.classList.add("step-now");
  there.querySelector("h2").focus();
  there.scrollIntoView({ block: "nearest" });
});
