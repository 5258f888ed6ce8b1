// An open page gives a sign every minute; when nobody answers, it says so.
import { allIsWell, tellGone } from "./lost.js";

const EVERY = 60_000;
let gone = false;

async function sign() {
  try {
    const answer = await fetch("/here");
    if (answer.status === 403) throw new Error("not admitted");
    if (gone) allIsWell();
    gone = false;
  } catch {
    gone = true;
    tellGone(sign);
  }
}

export function giveSigns() {
  setInterval(sign, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) sign();
  });
}
