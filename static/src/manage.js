import { startUploads } from "./js/upload/page.js";

const upload = document.getElementById("upload");
if (upload) startUploads(upload);
