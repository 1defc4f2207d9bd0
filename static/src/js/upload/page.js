import { listenForActions } from "./actions.js";
import { startFolders } from "./folders.js";
import { FileList } from "./list.js";
import { listenForFiles } from "./pick.js";
import { Poller } from "./poller.js";
import { resume } from "./resume.js";
import { Sender } from "./sender.js";
import { Summary } from "./summary.js";
import { take } from "./take.js";
import { Target } from "./target.js";
import { stayAwake } from "./wake.js";

/** Runs an upload page: `root` holds the drop zone, the list of files and the summary. */
export function startUploads(root) {
  const page = desk(root);
  if (root.dataset.gallery) intoGallery(root, page);
  else startFolders(root, page);
  listenForActions(root, page);
  stayAwake(() => page.list.isSending);
  window.addEventListener("beforeunload", (event) => page.list.isSending && event.preventDefault());
}

function desk(root) {
  const csrfToken = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const poller = new Poller();
  const list = new FileList(root.querySelector("#upload-list"), (row, bytes) => {
    if (row.isSettled) forget(row);
    summary.note(bytes);
  });
  const sender = new Sender({
    onSent: (row) => {
      row.file = null; // frees its memory
      row.show("processing");
      summary.note(0, true);
      poller.watch(row);
    },
    onChange: () => summary.note(),
  });
  const summary = new Summary(root.querySelector("#upload-summary"), list, sender);
  return { api: root.dataset.api, csrfToken, list, sender, poller, summary };
}

function forget(row) {
  row.target.unsent.forget(row);
  row.key = "";
}

function intoGallery(root, page) {
  const target = new Target(page, root.dataset.gallery);
  const rows = page.list.adopt(target);
  page.summary.show();
  listenForFiles(root.querySelector(".dropzone"), (files) => take(page, target, files));
  resume(page, target, rows);
}
