// The questions come one after the other. Each answer is kept at once, and the program says which
// questions are to be seen; nothing of that is decided here.
import { standAlone } from "./alone.js";
import { bodyMap } from "./bodymap.js";
import { Gone, send } from "./forms.js";
import { allIsWell, tell, tellFailed, tellGone } from "./lost.js";

const EVERY = 60_000;
const form = document.querySelector("[data-checkin]");
const sections = [...form.querySelectorAll("[data-item]")];
const nextIs = form.querySelector("[data-next]");
let sending = false;
let waiting = false;
let byHand = false;

const each = (mark, hidden) => form.querySelectorAll(mark).forEach((one) => { one.hidden = hidden; });

function show(told, from) {
  const fresh = sections.filter((one) => one.hidden && told.shown.includes(one.dataset.item)).at(-1);
  for (const one of sections) one.hidden = !told.shown.includes(one.dataset.item);
  mark();
  each("[data-strength]", !told.strength);
  each("[data-some]", !told.some);
  each("[data-when-ends]", !told.ends);
  each("[data-unless-ends]", told.ends);
  if (!fresh) return;
  const title = fresh.querySelector("legend, h2").textContent;
  nextIs.textContent = nextIs.dataset.next.replace("{question}", title);
  // Whoever may tap once more stays where they are; keys bring their own way.
  const done = from?.type === "radio" || from?.type === "button";
  if (done && byHand) fresh.scrollIntoView({ block: fresh.offsetHeight > innerHeight / 2 ? "start" : "center" });
}

function mark() {
  const last = sections.filter((one) => !one.hidden).at(-1);
  for (const one of sections) one.toggleAttribute("data-current", one === last);
}

function fields() {
  form.elements.turn.value = Date.now();
  return new FormData(form);
}

async function keep(from) {
  waiting = true;
  if (sending) return;
  sending = true;
  try {
    while (waiting) {
      waiting = false;
      const told = await send("/checkin/draft", fields());
      if (told.to) location.assign(told.to);
      else if (told.said) tell(told.said);
      else if (!told.ok) tellFailed(() => keep());
      else {
        allIsWell();
        if (told.shown) show(told, from);
      }
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    tellGone(() => keep());
  } finally {
    sending = false;
  }
}

// What else an answer says: a number for this moment means that it is still there.
function follow(target) {
  const { headache, worst, now } = form.elements;
  const clear = (field) => field?.forEach((one) => { one.checked = false; });
  if (target.name === "worst" && headache.value in { "": 1, no: 1 }) headache.value = "yes";
  if (target.name === "now") headache.value = "running";
  if (target.name === "headache" && target.value !== "running") clear(now);
  if (target.name === "headache" && target.value === "no") clear(worst);
}

function leaveOut(section) {
  for (const one of section.querySelectorAll("input")) if (one.name !== "view") one.checked = false;
  section.querySelector("[data-bodymap]")?.dispatchEvent(new Event("cleared"));
  if (form.hasAttribute("data-correcting") || skipOf(section)) return;
  const skip = Object.assign(document.createElement("input"), { type: "hidden", name: "skip", value: section.dataset.item });
  form.append(skip);
}

const skipOf = (section) => form.querySelector(`[name="skip"][value="${section.dataset.item}"]`);

// Another tab may have gone on, or the program may have stored what lay too long.
async function giveSign() {
  try {
    const told = await send("/checkin/open", { id: form.elements.id.value });
    if (told.stored) location.replace(told.stored);
    else if (told.turn > Number(form.elements.turn.value)) location.reload();
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

standAlone(form);
form.querySelectorAll("[data-bodymap]").forEach(bodyMap);
mark();
form.addEventListener("pointerdown", () => { byHand = true; });
form.addEventListener("keydown", () => { byHand = false; });
form.addEventListener("change", ({ target }) => {
  if (target.name === "view") return;
  follow(target);
  const section = target.closest("[data-item]");
  if (section) skipOf(section)?.remove();
  keep(target);
});
form.addEventListener("click", ({ target }) => {
  if (!target.matches("[data-skip]")) return;
  leaveOut(target.closest("[data-item]"));
  keep(target);
});
form.addEventListener("submit", () => { form.elements.turn.value = Date.now(); });
setInterval(giveSign, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) giveSign(); });
