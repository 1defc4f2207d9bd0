import { getDroppedFiles } from "@uppy/core/utils";

const LITTER = /^(\.|thumbs\.db$|desktop\.ini$)/i; // what operating systems leave in folders

/** Calls onFiles with what is chosen in one of the inputs, dropped anywhere on the page or pasted. */
export function listenForFiles(dropzone, onFiles) {
  const take = (files) => {
    const wanted = Array.from(files).filter((file) => !LITTER.test(file.name));
    if (wanted.length) onFiles(wanted);
  };
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
  document.addEventListener("paste", ({ clipboardData }) => take(Array.from(clipboardData.files, named)));
}

/** Where a file lay in the folders that were chosen or dropped: "Iceland/South/1.jpg", or only its name. */
export function pathOf(file) {
  return (file.relativePath || file.webkitRelativePath || file.name).replace(/^\//, "");
}

/** Browsers call every pasted picture image.png. */
function named(file) {
  if (file.name !== "image.png") return file;
  const now = new Date().toISOString().slice(0, 19).replaceAll(":", ".");
  return new File([file], `${now.replace("T", " ")}.png`, { type: file.type });
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
