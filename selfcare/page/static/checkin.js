// The questions come one after the other. Each answer is kept at once, and the program says which
// questions are to be seen; nothing of that is decided here.
import "./choices.js";
import { bodyMap } from "./bodymap.js";
import { Gone, send } from "./forms.js";
import { allIsWell, tell, tellFailed, tellGone } from "./lost.js";

const form = document.querySelector("[data-checkin]");
const { turn, headache, worst, now, id } = form.elements;
const sections = [...form.querySelectorAll("[data-item]")];
const next = form.querySelector("[data-next]");
const current = () => sections.filter((one) => !one.hidden).at(-1);
const hide = (which, hidden) => form.querySelectorAll(which).forEach((one) => { one.hidden = hidden; });
const clear = (inputs) => inputs?.forEach((one) => { one.checked = false; });
const skipOf = (section) => form.querySelector(`[name=skip][value=${section.dataset.item}]`);
// The next question is named for as long as it is not to be seen.
const sight = new IntersectionObserver(([one]) => { next.hidden = one.isIntersecting; }, { threshold: 0.3 });
let sending = false;
let waiting = false;
let byHand = false;
let saving = false;

function lead() {
  const section = current();
  section.scrollIntoView({ block: section.offsetHeight > innerHeight / 2 ? "start" : "center" });
}

function mark() {
  for (const one of sections) one.toggleAttribute("data-current", one === current());
}

function show({ shown, strength, some, ends }, from) {
  const before = current();
  for (const one of sections) one.hidden = !shown.includes(one.dataset.item);
  hide("[data-strength]", !strength);
  hide("[data-some]", !some);
  hide("[data-when-ends]", !ends);
  hide("[data-unless-ends]", ends);
  mark();
  if (current() === before) return;
  sight.disconnect();
  sight.observe(current());
  next.textContent = next.dataset.next.replace("{question}", current().querySelector("legend, h2").textContent);
  // Whoever may tap once more stays where they are; keys bring their own way.
  if (byHand && from?.type !== "checkbox" && from?.name !== "spots") lead();
}

async function keep(from) {
  saving = false;
  waiting = true;
  if (sending) return;
  sending = true;
  try {
    while (waiting) {
      waiting = false;
      turn.value = Date.now();
      const told = await send("/checkin/draft", new FormData(form));
      // What is being saved says more, and leads on.
      if (saving) return;
      if (told.to) location.assign(told.to);
      else if (told.said) tell(told.said, told.held && keep);
      else if (!told.ok) tellFailed(keep);
      else allIsWell();
      if (told.shown) show(told, from);
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    tellGone(keep);
  } finally {
    sending = false;
  }
}

// What else an answer says: a number for this moment means that it is still there.
function follow({ name, value }) {
  if (name === "worst" && headache.value !== "running") headache.value = "yes";
  if (name === "now") headache.value = "running";
  if (name === "headache" && value !== "running") clear(now);
  if (name === "headache" && value === "no") clear(worst);
}

function leaveOut(section) {
  clear(section.querySelectorAll("input:not([name=view])"));
  section.querySelector("[data-bodymap]")?.dispatchEvent(new Event("cleared"));
  if (skipOf(section)) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "skip", value: section.dataset.item }));
}

// Another tab may have gone on, or the program may have stored what lay too long.
async function giveSign() {
  try {
    const told = await send("/checkin/open", { id: id.value });
    if (told.stored) location.replace(told.stored);
    else if (told.turn > turn.value) location.reload();
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

form.querySelectorAll("[data-bodymap]").forEach(bodyMap);
mark();
next.addEventListener("click", lead);
form.addEventListener("pointerdown", () => { byHand = true; });
form.addEventListener("keydown", () => { byHand = false; });
form.addEventListener("change", ({ target }) => {
  if (target.name === "view") return;
  follow(target);
  skipOf(target.closest("[data-item]"))?.remove();
  keep(target);
});
form.addEventListener("click", ({ target }) => {
  if (!target.matches("[data-skip]")) return;
  leaveOut(target.closest("[data-item]"));
  keep(target);
});
form.addEventListener("submit", () => {
  saving = true;
  turn.value = Date.now();
});
setInterval(giveSign, 60_000);
document.addEventListener("visibilitychange", () => document.hidden || giveSign());
