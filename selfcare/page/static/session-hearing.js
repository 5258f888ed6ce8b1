// Soft sounds and spoken steps, only where they can be asked for.
const NOTES = { ready: [392], do: [523], pause: [392], change: [392, 523], end: [523, 440, 392] };
const LOUD = 0.07;
const LONG = 0.5;
const wanted = (what) => document.querySelector(`[data-hear=${what}]`)?.checked;
let context;
let last = "";
// Only voices of this computer: others send away what they say.
const voice = () =>
  window.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));

export const hears = () => wanted("sound") || wanted("voice");

export function cue(name) {
  if (!wanted("sound")) return;
  context ??= new AudioContext();
  context.resume();
  NOTES[name].forEach((pitch, number) => {
    const at = context.currentTime + number * LONG * 0.6;
    const tone = context.createOscillator();
    const soft = context.createGain();
    tone.frequency.value = pitch;
    soft.gain.setValueAtTime(0, at);
    soft.gain.linearRampToValueAtTime(LOUD, at + 0.08);
    soft.gain.linearRampToValueAtTime(0, at + LONG);
    tone.connect(soft).connect(context.destination);
    tone.start(at);
    tone.stop(at + LONG);
  });
}

export function say(text, then = () => {}) {
  last = text;
  if (!wanted("voice") || !voice()) return void setTimeout(then, 1500);
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice();
  spoken.onend = then;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

export function setUpHearing(player) {
  for (const box of player.querySelectorAll("[data-hear]")) {
    const what = box.dataset.hear;
    if (what === "voice" && window.speechSynthesis) {
      speechSynthesis.onvoiceschanged = () => (box.parentElement.hidden = !voice());
      speechSynthesis.onvoiceschanged();
    }
    box.checked = sessionStorage.getItem(what) === "on";
    box.addEventListener("change", () => {
      sessionStorage.setItem(what, box.checked ? "on" : "off");
      if (what === "sound") cue("do");
      else if (box.checked) say(last);
      else speechSynthesis.cancel();
    });
  }
}
