import Uppy from "@uppy/core";
import GoldenRetriever from "@uppy/golden-retriever";
import { UploadApi } from "./api.js";
import { DirectUpload } from "./direct_upload.js";
import { FileList } from "./list.js";
import { listenForFiles } from "./pick.js";
import { Poller } from "./poller.js";
import { resumeInterrupted } from "./resume.js";
import { Row } from "./row.js";

const MiB = 1024 ** 2;
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** Runs the upload page: `root` holds the drop zone, the list of files and the summary. */
export function startUploads(root) {
  const { gallery, api: apiRoot } = root.dataset;
  const api = new UploadApi(apiRoot, gallery, root.querySelector("[name=csrfmiddlewaretoken]").value);
  const list = new FileList(
    root.querySelector("#upload-list"),
    root.querySelector("#upload-summary"),
  );
  const uppy = new Uppy({ id: `gallery-${gallery}`, autoProceed: true });
  const poller = new Poller(
    (ids) => api.photos(ids),
    (photo) => showPhoto(list, photo),
  );
  const page = { api, list, uppy, poller };

  connectUppy(page);
  listenForFiles(root.querySelector(".dropzone"), (files) => addFiles(uppy, files));
  listenForActions(root, page);
  for (const row of list) if (row.state === "processing") poller.watch(row.photoId);
  window.addEventListener("beforeunload", (event) => list.isSending && event.preventDefault());
}

function connectUppy(page) {
  const { api, list, uppy, poller } = page;
  const rowOf = (file) => list.find((row) => row.fileId === file?.id);
  const on = (event, show) =>
    uppy.on(event, (file, detail) => {
      const row = rowOf(file);
      if (!row) return;
      show(row, file, detail);
      list.sumUp();
    });

  uppy.on("files-added", (files) => {
    for (const file of files) bindRow(page, file);
    list.sumUp();
  });
  on("upload-sending", (row) => row.show("uploading"));
  on("upload-refused", (row, file, sentence) => {
    row.show("refused", sentence);
    uppy.removeFile(file.id);
  });
  on("upload-error", (row, _file, error) => row.show("failed", error.message));
  on("upload-success", (row, file) => {
    row.photoId = uppy.getFile(file.id).meta.photoId;
    row.show("processing");
    poller.watch(row.photoId);
    uppy.removeFile(file.id); // its bytes need not be kept here any longer
  });
  uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
    rowOf(file)?.showProgress(Math.round((100 * bytesUploaded) / bytesTotal));
  });
  uppy.on("back-online", () => uppy.retryAll());
  uppy.on("restored", () => resumeInterrupted(page));

  uppy.use(DirectUpload, { api });
  uppy.use(GoldenRetriever, {
    expires: WEEK_MS,
    indexedDB: { maxFileSize: 250 * MiB, maxTotalSize: 4096 * MiB },
  });
}

/** A file chosen again takes the place of the row whose bytes are still missing. */
export function bindRow({ list, uppy }, file) {
  const missing = (row) => row.state === "awaiting_upload" && row.name === file.name && !row.fileId;
  const row = list.find(missing);
  if (!row) return list.add(Row.forFile(file));
  row.fileId = file.id;
  if (row.photoId) uppy.setFileMeta(file.id, { photoId: row.photoId });
  return row.show("waiting");
}

function addFiles(uppy, files) {
  uppy.addFiles(
    files.map((file) => ({
      name: file.name,
      type: file.type,
      data: file,
      // Tells apart files of the same name from different folders.
      meta: { relativePath: file.relativePath || file.webkitRelativePath || undefined },
    })),
  );
}

function showPhoto(list, photo) {
  const row = list.find((candidate) => candidate.photoId === photo.id);
  if (!row) return;
  if (photo.status === "ready") row.showReady(photo);
  if (photo.status === "failed") row.show("failed", photo.statusReason);
  if (photo.status === "gone") row.show("refused", "This photo was deleted meanwhile.");
  list.sumUp();
}

function listenForActions(root, page) {
  const actions = { retry, cancel: drop, remove: drop };
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-action]");
    const act = actions[button?.dataset.action];
    if (!act) return;
    event.preventDefault();
    const row = page.list.find((candidate) => candidate.element.contains(button));
    await act(page, row);
    page.list.sumUp();
  });
}

async function retry({ api, uppy, poller }, row) {
  if (uppy.getFile(row.fileId)) {
    row.show("waiting");
    uppy.retryUpload(row.fileId);
    return;
  }
  try {
    await api.retry(row.photoId);
    row.show("processing");
    poller.watch(row.photoId);
  } catch (error) {
    row.show("failed", error.message);
  }
}

async function drop({ api, list, uppy, poller }, row) {
  const file = uppy.getFile(row.fileId);
  const photoId = row.photoId || file?.meta.photoId;
  if (file) uppy.removeFile(file.id);
  poller.forget(photoId);
  try {
    if (photoId) await api.giveUp(photoId);
    list.remove(row);
  } catch (error) {
    row.show("failed", error.message);
  }
}
