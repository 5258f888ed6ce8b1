// Shows a running session. The clock is in the page process; here is only a countdown to what it told.
import { Gone, send, submit } from "./forms.js";
import { allIsWell, tell, tellFailed, tellGone } from "./lost.js";
import { cue, hears, say, setUpHearing } from "./session-hearing.js";

const player = document.querySelector("[data-player]");
const find = (name) => player.querySelector(`[data-${name}]`);
const stopping = find("stopping");
const ENOUGH = 6000;
let scene = JSON.parse(player.dataset.scene);
let since = performance.now();
let source = null;
let gone = false;
let leaving = false;
let lock = null;

// Seconds since the scene was told; performance.now() runs on in a hidden tab.
const passed = () => (scene.paused || gone ? 0 : Math.min(scene.left, (performance.now() - since) / 1000));

function put(name, text) {
  const place = find(name);
  if (place && place.textContent !== text) place.textContent = text;
}

function draw() {
  const left = Math.ceil(scene.left - passed());
  put("secs", String(left));
  find("ring")?.setAttribute("stroke-dashoffset", String(100 - (100 * left) / scene.of));
  const spent = scene.stage === "ready" ? 0 : scene.spent + passed();
  find("spent")?.setAttribute("width", String(Math.min(100, (100 * spent) / scene.turn_seconds)));
}

function describe() {
  put("name", scene.name);
  put("note", scene.note);
  put("rest", scene.rest);
  if (find("note")) find("note").hidden = !scene.note;
  const begin = player.querySelector('[data-part] [data-move="begin_now"]');
  if (begin) begin.hidden = scene.stage !== "ready" || scene.paused;
  const whilePaused = player.querySelector('[data-while="paused"]');
  if (whilePaused) whilePaused.hidden = !scene.paused;
  const run = find("run");
  if (run) {
    run.querySelector("span").textContent = scene.paused ? run.dataset.goOn : run.dataset.pause;
    run.querySelector("use").setAttribute("href", scene.paused ? "#i-play" : "#i-pause");
  }
  draw();
  stayAwake();
}

async function show(told, first = false) {
  if (told.to) return leave(told);
  if (told.rest_of_all) return source.close();
  const before = scene;
  scene = told;
  since = performance.now();
  if (told.number !== before.number) await bringTurn();
  if (leaving) return null;
  describe();
  if (told.said) {
    if (!first) put("say", told.said);
    say(told.said);
  }
  const same = before.number === told.number && before.stage === told.stage && before.rep === told.rep;
  if (!told.paused && (!same || (before.paused && !first))) cue(told.stage);
  return null;
}

async function bringTurn() {
  const answer = await fetch("/session/step");
  if (answer.status !== 200) return leave({ to: "/session" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    player.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(document.adoptNode(part));
  }
  return null;
}

// Whoever listens with closed eyes hears the end before the page changes.
function leave(told) {
  if (leaving) return;
  leaving = true;
  const go = () => location.assign(told.to);
  if (!told.said || !hears()) return go();
  cue("end");
  setTimeout(go, ENOUGH);
  say(told.said, go);
}

function listen() {
  let first = true;
  source = new EventSource("/session/events");
  source.onmessage = (event) => {
    if (gone) allIsWell();
    gone = false;
    show(JSON.parse(event.data), first);
    first = false;
  };
  source.onerror = () => lose();
}

// Nobody answers: the countdown keeps its place, and says why it stands.
function lose(again) {
  if (leaving) return;
  scene = { ...scene, left: scene.left - passed() };
  since = performance.now();
  gone = true;
  tellGone(again);
}

async function move(name) {
  try {
    const told = await send("/session/move", { move: name, number: scene.number });
    if (told.to) leave(told);
    else if (told.ok) show(told.scene);
    else if (told.said) tell(told.said);
    else tellFailed();
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    lose(() => move(name));
  }
}

function askWhy() {
  if (stopping.open) return;
  if (!scene.paused) move("pause");
  stopping.showModal();
}

async function stayAwake() {
  try {
    if (scene.paused || gone) await lock?.release();
    else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen");
  } catch {
    // Not here, or not now; the session goes on without.
  }
}

player.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  if (pressed.hasAttribute("data-stop")) askWhy();
  else if (pressed.hasAttribute("data-run")) move(scene.paused ? "go_on" : "pause");
  else if (pressed.dataset.move) {
    if (stopping.contains(pressed)) stopping.close();
    move(pressed.dataset.move);
    if (pressed.dataset.move === "begin_now") find("run")?.focus();
  }
});

// A reason that cannot wait is answered here, should the program have ended.
stopping.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = event.submitter;
  const told = await submit("/session/stop", new FormData(event.target, chosen), chosen);
  if (told.ok) return;
  if (chosen.hasAttribute("data-grave")) {
    find("reasons").hidden = true;
    find("emergency").hidden = false;
  } else stopping.close();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || stopping.open) return;
  const used = event.target.closest("a, button, input, summary");
  if (used && (event.key === " " || event.key === "Enter")) return;
  if (event.key === " ") move(scene.paused ? "go_on" : "pause");
  else if (event.key === "Enter" && scene.stage === "ready") move("begin_now");
  else if (event.key === "ArrowLeft") move("back");
  else if (event.key === "ArrowRight") move("skip");
  else if (event.key === "Escape") askWhy();
  else return;
  event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  stayAwake();
  if (source.readyState === EventSource.CLOSED && !leaving) listen();
});
addEventListener("pagehide", () => {
  leaving = true;
});

setUpHearing(player, () => scene.said);
setInterval(draw, 250);
listen();
