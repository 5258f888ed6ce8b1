// Shows a running session; its clock is in the page process.
import { submit } from "./forms.js";
import { allIsWell, tellGone } from "./lost.js";
import { cue, hears, say, setUpHearing } from "./session-hearing.js";

const AT_MOST = 6000;
const player = document.querySelector("[data-player]");
const find = (name) => player.querySelector(`[data-${name}]`);
const stopping = find("stopping");
let scene = JSON.parse(player.dataset.scene);
let since = performance.now();
let source, lock, bringing;
let gone = false;
let leaving = false;

// performance.now() runs on in a hidden tab.
const passed = () => (scene.paused || gone ? 0 : Math.min(scene.left, (performance.now() - since) / 1000));

function put(name, text) {
  const place = find(name);
  if (place && place.textContent !== text) place.textContent = text;
}

function showIf(shown, selector) {
  for (const one of player.querySelectorAll(selector)) one.hidden = !shown;
}

function draw() {
  const left = Math.ceil(scene.left - passed());
  const spent = scene.stage === "ready" ? 0 : scene.spent + passed();
  put("secs", String(left));
  find("ring")?.setAttribute("stroke-dashoffset", 100 - (100 * left) / scene.of);
  find("spent")?.setAttribute("width", Math.min(100, (100 * spent) / scene.turn_seconds));
}

function describe() {
  for (const name of ["name", "note", "rest"]) put(name, scene[name]);
  showIf(scene.note, "[data-note]");
  showIf(scene.stage === "ready" && !scene.paused, '[data-move="begin_now"]');
  showIf(scene.paused, '[data-while="paused"]');
  const run = find("run");
  if (run) {
    run.lastElementChild.textContent = scene.paused ? run.dataset.goOn : run.dataset.pause;
    run.querySelector("use").setAttribute("href", scene.paused ? "#i-play" : "#i-pause");
  }
  draw();
  stayAwake();
}

async function show(told, first) {
  if (told.to) return leave(told);
  if (told.rest_of_all) return source.close();
  const before = scene;
  scene = told;
  since = performance.now();
  await (bringing ??= bringTurn().catch(() => {}).finally(() => (bringing = null)));
  describe();
  if (!first && told.said) put("say", told.said);
  if (told.said) say(told.said);
  const same = ["number", "stage", "rep", "paused"].every((part) => before[part] === told[part]);
  if (!told.paused && !same) cue(told.stage);
}

// A turn that is over by the time it comes is followed by the next.
async function bringTurn() {
  while (Number(find("number").dataset.number) !== scene.number && !leaving) {
    const answer = await fetch("/session/step");
    if (answer.status !== 200) return leave({ to: "/session" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fresh.querySelectorAll("[data-part]")) {
      player.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(document.adoptNode(part));
    }
  }
}

// Closed eyes hear the end before the page changes.
function leave({ to, said }) {
  if (leaving) return;
  leaving = true;
  const go = () => location.assign(to);
  if (!said || !hears()) return go();
  setTimeout(go, AT_MOST);
  cue("end");
  say(said, go);
}

function listen() {
  let first = true;
  source = new EventSource("/session/events");
  source.onmessage = (event) => {
    if (gone) allIsWell();
    gone = false;
    player.dataset.live = "";
    show(JSON.parse(event.data), first);
    first = false;
  };
  source.onerror = () => {
    if (leaving) return;
    // The countdown keeps its place.
    scene = { ...scene, left: scene.left - passed() };
    since = performance.now();
    gone = true;
    tellGone();
  };
}

function move(name) {
  submit("/session/move", { move: name, number: scene.number });
  if (source.readyState === EventSource.CLOSED) listen();
}

const runOrPause = () => move(scene.paused ? "go_on" : "pause");

function askWhy() {
  if (!scene.paused) move("pause");
  stopping.showModal();
}

async function stayAwake() {
  try {
    if (scene.paused || gone) await lock?.release();
    else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen");
  } catch {
    // It goes on without.
  }
}

player.addEventListener("click", ({ target }) => {
  const pressed = target.closest("button");
  if (!pressed) return;
  if (pressed === find("stop")) askWhy();
  else if (pressed === find("run")) runOrPause();
  else if (pressed.dataset.move) {
    stopping.close();
    move(pressed.dataset.move);
    if (pressed.dataset.move === "begin_now") find("run")?.focus();
  }
});

// A reason that cannot wait is answered here, should the program have ended.
stopping.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { target, submitter } = event;
  const told = await submit("/session/stop", new FormData(target, submitter), submitter);
  if (told.ok) return;
  if (submitter.hasAttribute("data-grave")) {
    find("reasons").hidden = true;
    find("emergency").hidden = false;
  } else stopping.close();
});

const KEYS = { " ": runOrPause, ArrowLeft: () => move("back"), ArrowRight: () => move("skip"), Escape: askWhy };

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || stopping.open) return;
  if ((key === " " || key === "Enter") && target.closest("a, button, input, summary")) return;
  const act = key === "Enter" && scene.stage === "ready" ? () => move("begin_now") : KEYS[key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  stayAwake();
  if (source.readyState === EventSource.CLOSED && !leaving) listen();
});
addEventListener("pagehide", () => (leaving = true));

setUpHearing(player);
setInterval(draw, 250);
listen();
