// The drawing of head and neck and the list under it are one control. A spot is "zone:side", or
// "zone" where no side is known; the list carries what is sent.
const MOST = 3;

export function bodyMap(map) {
  const one = (selector) => map.querySelector(selector);
  const all = (selector) => [...map.querySelectorAll(selector)];
  const drawn = all(".zone");
  const boxes = all('[name="zone"]');
  const sides = all('[name="side"]');
  const kept = one('[name="spots"]');
  const enough = one("[data-enough]");
  let spots = new Set(kept.value.split(" ").filter(Boolean));

  const spotOf = ({ dataset: { zone, side } }) => (side ? `${zone}:${side}` : zone);
  const zoneOf = (spot) => spot.split(":")[0];
  const listed = () => [...new Set([...spots].map(zoneOf))];
  const spotsOf = (zone) => {
    const side = sides.find((radio) => radio.checked)?.value;
    if (!side || !drawn.some(({ dataset }) => dataset.zone === zone && dataset.side)) return [zone];
    return (side === "both" ? ["left", "right"] : [side]).map((at) => `${zone}:${at}`);
  };
  const isFull = (zone) => {
    const full = !listed().includes(zone) && listed().length >= MOST;
    enough.textContent = full ? enough.dataset.enough : "";
    return full;
  };

  function show() {
    for (const zone of drawn) zone.setAttribute("aria-checked", spots.has(spotOf(zone)) || spots.has(zone.dataset.zone));
    for (const box of boxes) box.checked = listed().includes(box.value);
    kept.value = [...spots].join(" ");
    one("[data-picks]").replaceChildren(...listed().map((zone) => {
      const at = drawn.filter((mark) => mark.dataset.zone === zone && mark.dataset.side && spots.has(spotOf(mark)));
      const name = boxes.find((box) => box.value === zone).nextElementSibling.textContent;
      const labels = new Set(at.map((mark) => mark.getAttribute("aria-label")));
      const text = labels.size > 1 ? map.dataset.both.replace("{place}", name) : [...labels][0] ?? name;
      return Object.assign(document.createElement("span"), { className: "tag tag-accent", textContent: text });
    }));
  }

  function toggle(zone) {
    const spot = spotOf(zone);
    if (isFull(zone.dataset.zone)) return;
    if (zone.dataset.side) spots.delete(zone.dataset.zone);
    if (!spots.delete(spot)) spots.add(spot);
    const found = new Set([...spots].map((each) => each.split(":")[1]).filter(Boolean));
    const side = found.size > 1 ? "both" : [...found][0];
    if (side) for (const radio of sides) radio.checked = radio.value === side;
    show();
    kept.dispatchEvent(new Event("change", { bubbles: true }));
  }

  map.addEventListener("change", ({ target }) => {
    if (target.name === "side") spots = new Set(listed().flatMap(spotsOf));
    else if (target.name !== "zone") return;
    else if (!target.checked) for (const spot of spots) zoneOf(spot) === target.value && spots.delete(spot);
    else if (!isFull(target.value)) for (const spot of spotsOf(target.value)) spots.add(spot);
    show();
  });
  map.addEventListener("click", ({ target }) => {
    const zone = target.closest(".zone");
    if (zone) toggle(zone);
  });
  // One stop for the Tab key in each drawing; the arrows go on from there.
  map.addEventListener("keydown", (event) => {
    const here = event.target.closest(".zone");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, " ": 0, Enter: 0 }[event.key];
    if (!here || step === undefined) return;
    event.preventDefault();
    if (!step) return toggle(here);
    const row = [...here.parentNode.children];
    const next = row.at((row.indexOf(here) + step) % row.length);
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  map.addEventListener("cleared", () => {
    spots.clear();
    show();
  });
  for (const zone of all(".zone:first-child")) zone.tabIndex = 0;
  for (const box of boxes) if (box.checked && !listed().includes(box.value)) for (const spot of spotsOf(box.value)) spots.add(spot);
  show();
}
