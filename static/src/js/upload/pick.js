import { getDroppedFiles } from "@uppy/core/utils";

const LITTER = /^(\.|thumbs\.db$|desktop\.ini$)/i; // what operating systems leave in folders

/** Calls onFiles with every file that is chosen in one of the inputs or dropped anywhere on the page. */
export function listenForFiles(dropzone, onFiles) {
  const take = (files) => onFiles(Array.from(files).filter((file) => !LITTER.test(file.name)));
  for (const input of dropzone.querySelectorAll("input[type=file]")) {
    const empty = () => {
      take(input.files);
      input.value = "";
    };
    input.addEventListener("change", empty);
    empty(); // somebody may have been faster than this script
  }
  dropzone.addEventListener("submit", (event) => event.preventDefault());
  listenForDrops(dropzone, async (data) => take(await getDroppedFiles(data)));
}

function listenForDrops(dropzone, onDrop) {
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    dropzone.classList.add("is-target");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) dropzone.classList.remove("is-target");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    dropzone.classList.remove("is-target");
    onDrop(event.dataTransfer);
  });
}
