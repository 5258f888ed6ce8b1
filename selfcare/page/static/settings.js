// Settings: what was touched is shown as lines of the file first, and written only then.
import { submit } from "./forms.js";
import { tell } from "./lost.js";

const form = document.querySelector("[data-settings]");
const dialog = document.querySelector("[data-lines]");
const bar = document.querySelector("[data-bar]");
const test = document.querySelector("[data-test]");
const first = new Map();
let mark = "";

const isChoice = (one) => one.type === "checkbox" || one.type === "radio";
const named = (place) => [...place.querySelectorAll("[name]")];

function stands(place, before) {
  return named(place)
    .filter((one) => !isChoice(one) || (before ? one.defaultChecked : one.checked))
    .map((one) => (before ? one.defaultValue : one.value))
    .join("\n");
}

function touched() {
  return [...first].filter(([place, was]) => stands(place) !== was).map(([place]) => place);
}

function fields() {
  const found = new FormData();
  for (const place of touched()) {
    found.append("changed", place.dataset.setting);
    for (const one of named(place)) if (!isChoice(one) || one.checked) found.append(one.name, one.value);
  }
  found.append("mark", mark);
  found.append("next", form.dataset.next ?? "");
  return found;
}

function look() {
  if (bar) bar.hidden = !touched().length;
}

function sayWrong(refused) {
  form.querySelectorAll("[data-wrong]").forEach((one) => {
    one.hidden = true;
    named(one.closest("[data-setting]")).forEach((field) => field.removeAttribute("aria-invalid"));
  });
  let nearest = null;
  for (const [name, why] of Object.entries(refused)) {
    const place = form.querySelector(`[data-setting="${CSS.escape(name)}"]`);
    if (!place) {
      tell(why);
      continue;
    }
    const wrong = place.querySelector("[data-wrong]");
    wrong.textContent = why;
    wrong.hidden = false;
    named(place).forEach((field) => field.setAttribute("aria-invalid", "true"));
    place.closest("details")?.setAttribute("open", "");
    nearest ??= named(place).find((field) => field.checkVisibility());
  }
  nearest?.focus();
  return Object.keys(refused).length > 0;
}

function put(list, lines, kind, before) {
  for (const line of lines) {
    const item = document.createElement("li");
    item.className = kind;
    const said = document.createElement("span");
    said.className = "hidden-text";
    said.textContent = `${before} `;
    item.append(said, line);
    list.append(item);
  }
}

function show(told) {
  if (!told.changes || sayWrong(told.refused)) {
    dialog.close();
    return;
  }
  mark = told.mark;
  const words = dialog.querySelector("[data-words]").dataset;
  const changes = dialog.querySelector("[data-changes]");
  const empty = !told.changes.length && !told.notes.length;
  changes.textContent = empty ? words.nothing : "";
  for (const one of told.changes) {
    const part = dialog.querySelector("[data-change]").content.firstElementChild.cloneNode(true);
    part.querySelector("p").textContent = one.heading;
    put(part.querySelector("ul"), one.gone, "gone", words.gone);
    put(part.querySelector("ul"), one.new, "new", words.new);
    changes.append(part);
  }
  dialog.querySelector("[data-about]").textContent = told.changes.length ? told.about : "";
  const notes = dialog.querySelector("[data-notes]");
  notes.replaceChildren();
  put(notes, told.notes, "", "");
  const said = dialog.querySelector("[data-said]");
  said.hidden = !told.said;
  said.textContent = told.said ?? "";
  dialog.querySelector("[data-write]").hidden = empty;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2").focus();
}

function copyHours() {
  const days = [...form.querySelectorAll(".workday")].filter((day) => day.querySelector(".switch input").checked);
  const [model, ...others] = days.map((day) => day.querySelector("[data-items]"));
  for (const other of others) {
    other.querySelectorAll("[data-item]").forEach((one) => one.remove());
    const blank = other.querySelector("template");
    for (const item of model.querySelectorAll("[data-item]")) {
      const fresh = blank.content.firstElementChild.cloneNode(true);
      named(item).forEach((field, at) => { named(fresh)[at].value = field.value; });
      blank.before(fresh);
    }
  }
}

function press(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if ("more" in button.dataset) {
    const blank = button.parentElement.querySelector("template");
    blank.before(blank.content.firstElementChild.cloneNode(true));
    blank.previousElementSibling.querySelector("input").focus();
  } else if ("takeOut" in button.dataset) {
    const items = button.closest("[data-items]");
    button.closest("[data-item]").remove();
    items.querySelector("[data-more]").focus();
  } else if ("asFirst" in button.dataset) copyHours();
  look();
}

if (form) {
  form.querySelectorAll("[data-setting]").forEach((place) => first.set(place, stands(place, true)));
  form.addEventListener("input", look);
  form.addEventListener("click", press);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (touched().length) show(await submit("/settings/preview", fields(), event.submitter));
    else if (form.dataset.next) location.assign(form.dataset.next);
  });
  dialog.querySelector("[data-leave]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-write]").addEventListener("click", async (event) => {
    const told = await submit(form.getAttribute("action"), fields(), event.currentTarget);
    if (!told.to) show(told);
  });
  look();
}

test?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const result = test.querySelector("[data-result]");
  const details = test.querySelector("details");
  details.hidden = true;
  result.textContent = result.dataset.wait;
  const told = await submit("/settings/test", new FormData(), event.submitter);
  result.replaceChildren();
  for (const line of told.lines ?? []) {
    const part = document.createElement("p");
    part.textContent = line;
    result.append(part);
  }
  details.hidden = !told.details?.length;
  details.querySelector("ul").replaceChildren();
  put(details.querySelector("ul"), told.details ?? [], "", "");
});
