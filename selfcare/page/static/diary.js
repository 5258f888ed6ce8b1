// What the pages of the diary do beyond forms.
import { send } from "./forms.js";

// What was due is on the screen now, and keeps its silence from here on.
const shown = document.querySelector("[data-shown]");
if (shown) send(shown.dataset.shown, { shown: "yes" }).catch(() => {});

// Pictures of weeks open at the newest one.
for (const one of document.querySelectorAll("[data-newest]")) one.scrollLeft = one.scrollWidth;
