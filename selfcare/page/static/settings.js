// Settings: what was touched is shown as lines of the file first, and written only then.
import { submit } from "./forms.js";
import { tell } from "./lost.js";

const form = document.querySelector("[data-settings]");
const dialog = document.querySelector("dialog");
const test = document.querySelector("[data-test]");
const first = new Map();
let mark = "";

const named = (place) => [...place.querySelectorAll("[name]")];
const isChoice = (one) => one.type === "checkbox" || one.type === "radio";
const touched = () => [...first.keys()].filter((place) => stands(place) !== first.get(place));

function stands(place, before) {
  return named(place)
    .filter((one) => !isChoice(one) || (before ? one.defaultChecked : one.checked))
    .map((one) => (before ? one.defaultValue : one.value))
    .join("\n");
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
  const bar = form.querySelector("[data-bar]");
  if (bar) bar.hidden = !touched().length;
}

function write(list, lines, tag, kind = "", before = "") {
  list.append(...lines.map((line) => {
    const item = document.createElement(tag);
    item.className = kind;
    item.textContent = line;
    if (before) {
      const said = document.createElement("span");
      said.className = "hidden-text";
      said.textContent = `${before} `;
      item.prepend(said);
    }
    return item;
  }));
}

// Says beside each field why it cannot be so, and goes to the first.
function isRefused(refused) {
  const fault = (place, why) => {
    const wrong = place.querySelector("[data-wrong]");
    wrong.textContent = why;
    wrong.hidden = !why;
    named(place).forEach((one) => { one.ariaInvalid = why ? "true" : null; });
  };
  const names = Object.keys(refused);
  for (const place of first.keys()) fault(place, refused[place.dataset.setting] ?? "");
  const places = [...first.keys()].filter((place) => place.dataset.setting in refused);
  if (names.length > places.length) tell(Object.values(refused).join(" "));
  places.forEach((place) => place.closest("details")?.setAttribute("open", ""));
  places.flatMap(named).find((one) => one.checkVisibility())?.focus();
  return names.length > 0;
}

function show(told) {
  if (!told.changes || isRefused(told.refused)) return dialog.close();
  mark = told.mark;
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const { gone, come, nothing } = part("changes").dataset;
  const empty = !told.changes.length && !told.notes.length;
  part("changes").textContent = empty ? nothing : "";
  for (const one of told.changes) {
    write(part("changes"), [one.heading], "p", "path");
    write(part("changes"), one.gone, "p", "gone", gone);
    write(part("changes"), one.new, "p", "come", come);
  }
  part("about").textContent = told.changes.length ? told.about : "";
  part("notes").textContent = "";
  write(part("notes"), told.notes, "li");
  part("said").textContent = told.said;
  part("write").hidden = empty;
  if (!dialog.open) dialog.showModal();
  return dialog.querySelector("h2").focus();
}

function add(list) {
  const blank = list.querySelector("template");
  blank.before(blank.content.firstElementChild.cloneNode(true));
  return blank.previousElementSibling;
}

function copyHours() {
  const lists = form.querySelectorAll(".workday:has(.switch :checked) [data-items]");
  const items = [...lists[0]?.querySelectorAll("[data-item]") ?? []];
  for (const list of [...lists].slice(1)) {
    list.querySelectorAll("[data-item]").forEach((one) => one.remove());
    for (const item of items) {
      const into = named(add(list));
      named(item).forEach((one, at) => { into[at].value = one.value; });
    }
  }
}

function press({ target }) {
  const button = target.closest("button");
  const list = button?.closest("[data-items]");
  if (button?.matches("[data-more]")) named(add(list))[0].focus();
  else if (button?.matches("[data-as-first]")) copyHours();
  else if (button?.matches("[data-take-out]")) {
    button.parentElement.remove();
    list.querySelector("[data-more]").focus();
  }
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
    const told = await submit("/settings/save", fields(), event.currentTarget);
    if (!told.to) show(told);
  });
  look();
}

test?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [result, details] = test.querySelectorAll("[data-result], details");
  const list = details.querySelector("ul");
  result.textContent = result.dataset.wait;
  const { lines = [], details: more = [] } = await submit("/settings/test", [], event.submitter);
  result.textContent = list.textContent = "";
  write(result, lines, "p");
  write(list, more, "li");
  details.hidden = !more.length;
});
