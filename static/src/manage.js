import { startSheet } from "./js/manage/photos.js";
import { fillContinent } from "./js/manage/places.js";
import { sortTable } from "./js/manage/table.js";
import { startUploads } from "./js/upload/page.js";

const upload = document.getElementById("upload");
if (upload) startUploads(upload);

const sheet = document.getElementById("sheet");
if (sheet) startSheet(sheet);

const countries = document.getElementById("countries");
if (countries) {
  const [country, continent] = ["id_country", "id_continent"].map((id) => document.getElementById(id));
  fillContinent(country, continent, countries);
}

if (document.querySelector(".galleries")) sortTable();

for (const current of document.querySelectorAll(".sideways [aria-current]")) centre(current);

/** Only its row scrolls: the page stays where its reader left it. */
function centre(current) {
  const row = current.closest(".sideways");
  const [here, around] = [current, row].map((each) => each.getBoundingClientRect());
  row.scrollBy({
    left: here.left + here.width / 2 - around.left - around.width / 2,
    top: here.top + here.height / 2 - around.top - around.height / 2,
    behavior: "instant",
  });
}
