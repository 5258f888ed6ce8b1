// Forms are sent by script: the answer says where to go, or what is amiss. Nothing typed is lost.
import { allIsWell, tell, tellFailed, tellGone } from "./lost.js";

// Sends fields to a path of our own; returns what the program says, or throws Gone.
export class Gone extends Error {}

export async function send(path, fields) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  } catch {
    throw new Gone(path);
  }
  if (answer.status === 403) throw new Gone(path);
  const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  return { ok: answer.ok, ...told };
}

// Sends and follows: on to the next page, or what came back.
export async function submit(path, fields, button) {
  const again = () => submit(path, fields, button);
  if (button) button.setAttribute("aria-disabled", "true");
  try {
    const told = await send(path, fields);
    if (told.ok && told.to) {
      allIsWell();
      location.assign(told.to);
      if (location.pathname + location.search === told.to.split("#")[0]) location.reload();
      return told;
    }
    if (told.ok) allIsWell();
    else if (told.said) tell(told.said, told.held && again);
    else tellFailed(again);
    return told;
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    tellGone(again);
    return { ok: false };
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

export function sendForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    if (button?.getAttribute("aria-disabled") === "true") return;
    const fields = new FormData(form, button);
    submit(button?.getAttribute("formaction") ?? form.getAttribute("action"), fields, button);
  });
}
