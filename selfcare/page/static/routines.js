// A routine file is taken by drop or by choice, and sent to be looked at; nothing is saved by that.
import { submit } from "./forms.js";
import { allIsWell, tell } from "./lost.js";

const field = document.getElementById("file");
const veil = document.querySelector("[data-drop]");

// The bytes as they are, in letters that a form can carry.
async function inLetters(file) {
  let letters = "";
  for (const byte of new Uint8Array(await file.arrayBuffer())) letters += String.fromCharCode(byte);
  return btoa(letters);
}

async function take(files) {
  allIsWell();
  if (files.length !== 1) return tell(files.length ? field.dataset.one : field.dataset.none);
  const [file] = files;
  if (file.size > Number(field.dataset.largest)) return tell(field.dataset.tooLarge);
  let letters;
  try {
    letters = await inLetters(file);
  } catch {
    return tell(field.dataset.none);
  }
  return submit("/routines/preview", { file: letters, name: file.name });
}

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

field.addEventListener("change", async () => {
  if (field.files.length) await take(field.files);
  field.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    veil.hidden = false;
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) veil.hidden = true;
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  veil.hidden = true;
  take(event.dataTransfer.files);
});
