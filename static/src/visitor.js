import { paintPlaceholders } from "./js/placeholders.js";

paintPlaceholders(document);
