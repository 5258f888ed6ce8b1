// Today keeps up with what is noted elsewhere.
const EVERY = 60_000;
const PARTS = "[data-part]";
const known = new Map();

document.querySelectorAll(PARTS).forEach((part) => known.set(part.dataset.part, part.cloneNode(true)));
document.querySelector("[data-noted]")?.focus();

// Somebody who is about to type or choose is not interrupted.
function isInUse(part) {
  const active = document.activeElement;
  return part.querySelector("details[open]") || (active.matches("input") && part.contains(active));
}

function swap(part, fresh) {
  const held = part.contains(document.activeElement) && document.activeElement !== part;
  const name = document.activeElement.value;
  known.set(part.dataset.part, fresh.cloneNode(true));
  part.replaceChildren(...fresh.childNodes);
  if (!held) return;
  const same = [...part.querySelectorAll("button")].find((one) => one.value && one.value === name);
  (same ?? part).focus();
}

async function lookAnew() {
  if (document.hidden) return;
  let text;
  try {
    const answer = await fetch("/today");
    if (!answer.ok) return;
    text = await answer.text();
  } catch {
    return; // signs.js says when nobody answers any more
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const head = document.querySelector("h1").textContent;
  for (const part of document.querySelectorAll(PARTS)) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh && !fresh.isEqualNode(known.get(part.dataset.part)) && !isInUse(part)) swap(part, fresh);
  }
  const now = document.querySelector("h1").textContent;
  if (now !== head) document.querySelector("[data-changed]").textContent = now;
}

if (known.size) {
  setInterval(lookAnew, EVERY);
  document.addEventListener("visibilitychange", lookAnew);
}
