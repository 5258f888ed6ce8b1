// The drawing of head and neck and the list under it are one control. A spot is "zone:side", or
// "zone" where it has no side; the list carries what is sent.
const MOST = 3;

export function bodyMap(map) {
  const zones = [...map.querySelectorAll(".zone")];
  const boxes = [...map.querySelectorAll('[name="zone"]')];
  const sides = [...map.querySelectorAll('[name="side"]')];
  const kept = map.querySelector('[name="spots"]');
  const picks = map.querySelector("[data-picks]");
  const enough = map.querySelector("[data-enough]");
  const sided = new Set(zones.filter((one) => one.dataset.side).map((one) => one.dataset.zone));
  const only = (zone) => zone === "shoulder" || sided.has(zone);
  let spots = new Set(kept.value ? kept.value.split(" ") : []);

  const zoneOf = (spot) => spot.split(":")[0];
  const listed = () => [...new Set([...spots].map(zoneOf))];
  const side = () => sides.find((one) => one.checked)?.value;
  const onSide = (zone) => {
    const chosen = side();
    if (!only(zone) || !chosen) return [zone];
    return chosen === "both" ? [`${zone}:left`, `${zone}:right`] : [`${zone}:${chosen}`];
  };
  const isOn = (one) => {
    const { zone, side: at } = one.dataset;
    return spots.has(zone) || (at && spots.has(`${zone}:${at}`));
  };

  function tell() {
    picks.replaceChildren(...listed().map((zone) => {
      const tag = document.createElement("span");
      tag.className = "tag tag-accent";
      const both = spots.has(`${zone}:left`) && spots.has(`${zone}:right`);
      const at = ["left", "right"].find((one) => spots.has(`${zone}:${one}`));
      const name = boxes.find((one) => one.value === zone).nextElementSibling.textContent;
      const drawn = at && zones.find((one) => one.dataset.zone === zone && one.dataset.side === at);
      tag.textContent = both ? map.dataset.both.replace("{place}", name)
        : drawn ? drawn.getAttribute("aria-label") : name;
      return tag;
    }));
  }

  function show() {
    for (const one of zones) one.setAttribute("aria-checked", String(Boolean(isOn(one))));
    for (const box of boxes) box.checked = listed().includes(box.value);
    kept.value = [...spots].join(" ");
    tell();
  }

  function toSides() {
    const found = new Set([...spots].map((spot) => spot.split(":")[1]).filter(Boolean));
    if (!found.size) return;
    const value = found.size === 2 ? "both" : [...found][0];
    for (const one of sides) one.checked = one.value === value;
  }

  function isFull(zone) {
    const full = !listed().includes(zone) && listed().length >= MOST;
    enough.textContent = full ? enough.dataset.enough : "";
    return full;
  }

  function toggle(one) {
    const { zone, side: at } = one.dataset;
    const spot = at ? `${zone}:${at}` : zone;
    if (isFull(zone)) return;
    if (at) spots.delete(zone);
    if (!spots.delete(spot)) spots.add(spot);
    toSides();
    show();
    kept.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fromList({ target }) {
    if (target.name === "zone") {
      if (target.checked && isFull(target.value)) target.checked = false;
      else if (target.checked) for (const spot of onSide(target.value)) spots.add(spot);
      else for (const spot of [...spots]) if (zoneOf(spot) === target.value) spots.delete(spot);
      if (!target.checked) isFull(target.value);
    } else if (target.name === "side") {
      spots = new Set(listed().flatMap(onSide));
    } else return;
    show();
  }

  // One stop for the Tab key in each drawing; the arrows go on from there.
  function walk(event) {
    const here = event.target.closest(".zone");
    if (!here) return;
    if (event.key === " " || event.key === "Enter") toggle(here);
    else {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const all = [...here.parentNode.querySelectorAll(".zone")];
      const next = all[(all.indexOf(here) + step + all.length) % all.length];
      here.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
    event.preventDefault();
  }

  for (const drawn of map.querySelectorAll(".zones")) drawn.querySelector(".zone").tabIndex = 0;
  for (const box of boxes) if (box.checked && !listed().includes(box.value)) onSide(box.value).forEach((spot) => spots.add(spot));
  map.addEventListener("click", (event) => { const one = event.target.closest(".zone"); if (one) toggle(one); });
  map.addEventListener("keydown", walk);
  map.addEventListener("change", fromList);
  map.addEventListener("cleared", () => { spots.clear(); enough.textContent = ""; show(); });
  show();
}
