import { UploadApi } from "./api.js";
import { UnsentFiles } from "./unsent.js";

/** A gallery that receives files. */
export class Target {
  /** label: what its rows say in front of their names, where several galleries share a page. */
  constructor(page, gallery, label = "") {
    this.label = label;
    this.api = new UploadApi(page.api, gallery, page.csrfToken);
    this.unsent = new UnsentFiles(gallery, label);
  }
}
