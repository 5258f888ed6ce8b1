// What every page does: sends forms, holds what could not be stored, and gives a sign that it is open.
import { sendForms } from "./forms.js";
import { giveSigns } from "./signs.js";

sendForms();
giveSigns();
