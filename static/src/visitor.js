import { openPhotosOf } from "./js/lightbox.js";
import { paintPlaceholders } from "./js/placeholders.js";
import { announceRatings } from "./js/rating.js";

paintPlaceholders();
announceRatings();
for (const rows of document.querySelectorAll("[data-lightbox]")) openPhotosOf(rows);
