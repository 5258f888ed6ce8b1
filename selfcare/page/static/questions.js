import { standAlone } from "./alone.js";

standAlone(document);
