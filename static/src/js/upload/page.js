import Uppy from "@uppy/core";
import { listenForActions } from "./actions.js";
import { UploadApi } from "./api.js";
import { DirectUpload } from "./direct_upload.js";
import { FileList } from "./list.js";
import { listenForFiles } from "./pick.js";
import { Poller } from "./poller.js";
import { UnsentFiles } from "./unsent.js";

/** Runs the upload page: `root` holds the drop zone, the list of files and the summary. */
export function startUploads(root) {
  const { gallery, api: apiRoot } = root.dataset;
  const api = new UploadApi(apiRoot, gallery, root.querySelector("[name=csrfmiddlewaretoken]").value);
  const list = new FileList(root.querySelector("#upload-list"), root.querySelector("#upload-summary"));
  const uppy = new Uppy({ id: gallery, autoProceed: true }).use(DirectUpload, { api });
  const poller = new Poller(
    (ids) => api.photos(ids),
    (photo) => list.showPhoto(photo),
  );
  const page = { api, list, uppy, poller, unsent: new UnsentFiles(gallery) };

  showProgress(page);
  listenForFiles(root.querySelector(".dropzone"), (files) => uppy.addFiles(files.map(describe)));
  listenForActions(root, page);
  resume(page);
  window.addEventListener("beforeunload", (event) => list.isSending && event.preventDefault());
}

function describe(file) {
  // The path tells apart files of the same name from different folders.
  const relativePath = file.relativePath || file.webkitRelativePath || undefined;
  return { name: file.name, type: file.type, data: file, meta: { relativePath } };
}

/** Carries what Uppy tells about its files over to their rows. */
function showProgress({ list, uppy, poller, unsent }) {
  const on = (event, show) =>
    uppy.on(event, (file, detail) => {
      const row = list.find((candidate) => candidate.fileId === file?.id);
      if (row) show(row, file, detail);
      list.sumUp();
    });
  uppy.on("files-added", (files) => {
    for (const file of files) bind(list, uppy, file);
    list.sumUp();
  });
  on("upload-announced", (row, file, photoId) => {
    row.identify(photoId);
    unsent.keep(photoId, file.data);
  });
  on("upload-refused", (row, file, sentence) => {
    row.show("refused", sentence);
    uppy.removeFile(file.id);
  });
  on("upload-sending", (row) => row.show("uploading"));
  on("upload-error", (row, _file, error) => row.show("failed", error.message));
  on("upload-success", (row, file) => {
    row.show("processing");
    poller.watch(row.photoId);
    unsent.forget(row.photoId);
    uppy.removeFile(file.id); // frees its memory, and lets the same file be chosen again
  });
  uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
    const row = list.find((candidate) => candidate.fileId === file.id);
    row?.showProgress(Math.round((100 * bytesUploaded) / bytesTotal));
  });
  uppy.on("back-online", () => uppy.retryAll());
}

/** A file chosen again takes the place of the row whose bytes are still missing. */
function bind(list, uppy, file) {
  const { photoId } = file.meta;
  const row = list.find((candidate) => candidate.isMissing(file)) ?? list.addEmpty();
  row.hold(file);
  if (row.photoId && !photoId) uppy.setFileMeta(file.id, { photoId: row.photoId });
}

/**
 * After a reload: sends on what this browser kept and watches all the rest, for a file may have arrived
 * without the server having looked at it yet.
 */
async function resume({ list, uppy, poller, unsent }) {
  const unfinished = [...list];
  const awaited = unfinished.filter((row) => row.state === "awaiting_upload").map((row) => row.photoId);
  const kept = await unsent.recall(new Set(awaited)).catch(() => new Map());
  for (const { state, photoId } of unfinished) {
    if (state !== "failed" && !kept.has(photoId)) poller.watch(photoId);
  }
  const files = [...kept].map(([photoId, file]) => ({
    name: file.name,
    type: file.type,
    data: file,
    meta: { photoId, relativePath: photoId },
  }));
  uppy.addFiles(files);
}
