import { BasePlugin } from "@uppy/core";
import { filterFilesToUpload, TaskQueue } from "@uppy/core/utils";
import { postWhole, putPart } from "./transfer.js";

const PARALLEL_FILES = 4;
const ANNOUNCED_PER_CALL = 100;
const PARTS_PER_SIGNATURE = 10;

/**
 * Uppy uploader for our API: announces files in batches, then sends each straight to the bucket, by POST
 * policy or, when large, in parts. (@uppy/aws-s3 knows POST policies, but its multipart wants to create,
 * list and complete the upload at S3 itself; here the server does, because it checks what was sent.)
 *
 * Emits, beside Uppy's own events: `upload-announced` (file, photoId), `upload-refused` (file, sentence) for
 * a file the server will not take, and `upload-sending` (file) when a waiting file's turn has come.
 */
export class DirectUpload extends BasePlugin {
  #queue = new TaskQueue({ concurrency: PARALLEL_FILES });
  #grants = new Map();

  constructor(uppy, options) {
    super(uppy, options);
    this.type = "uploader";
    this.id = "DirectUpload";
  }

  install() {
    this.uppy.addPreProcessor(this.#announce);
    this.uppy.addUploader(this.#upload);
  }

  #announce = async (ids) => {
    const files = this.uppy.getFilesByIds(ids).filter((file) => !file.meta.photoId);
    for (let start = 0; start < files.length; start += ANNOUNCED_PER_CALL) {
      await this.#announceBatch(files.slice(start, start + ANNOUNCED_PER_CALL));
    }
  };

  async #announceBatch(files) {
    const photos = files.map((file) => ({
      filename: file.name,
      size: file.size,
      contentType: file.type,
    }));
    try {
      const grants = await this.opts.api.begin(photos);
      files.forEach((file, index) => {
        this.#accept(file, grants[index]);
      });
    } catch (error) {
      for (const file of files) this.uppy.emit("upload-error", file, error);
    }
  }

  #accept(file, grant) {
    if (!this.uppy.getFile(file.id)) {
      if (grant.photoId) this.opts.api.giveUp(grant.photoId).catch(() => {});
    } else if (grant.error) {
      this.uppy.emit("upload-refused", file, grant.error);
    } else {
      this.#grants.set(grant.photoId, grant);
      this.uppy.setFileMeta(file.id, { photoId: grant.photoId });
      this.uppy.emit("upload-announced", file, grant.photoId);
    }
  }

  #upload = async (ids) => {
    const files = filterFilesToUpload(this.uppy.getFilesByIds(ids));
    this.uppy.emit("upload-start", files);
    await Promise.all(files.map((file) => this.#queue.add(() => this.#send(file.id))));
  };

  async #send(id) {
    const file = this.uppy.getFile(id);
    if (!file) return; // cancelled while it waited
    const cancelled = new AbortController();
    const onRemoved = (removed) => removed.id === id && cancelled.abort();
    this.uppy.on("file-removed", onRemoved);
    this.uppy.emit("upload-sending", file);
    try {
      await this.#deliver(file, cancelled.signal);
      this.uppy.emit("upload-success", file, { status: 200 });
    } catch (error) {
      if (!cancelled.signal.aborted) this.uppy.emit("upload-error", file, error);
    } finally {
      this.uppy.off("file-removed", onRemoved);
    }
  }

  /** A grant serves once: a second try asks for a fresh one, which also tells the parts already stored. */
  async #deliver(file, signal) {
    const { photoId } = file.meta;
    const first = this.#grants.get(photoId);
    this.#grants.delete(photoId);
    try {
      await this.#sendBytes(file, first ?? (await this.opts.api.grant(photoId)), signal);
    } catch (error) {
      if (error.status === 409 && error.details?.status) return; // the bytes had arrived although the answer was lost
      if (!first || error.status !== 403) throw error;
      await this.#sendBytes(file, await this.opts.api.grant(photoId), signal); // the signature had expired
    }
  }

  async #sendBytes(file, grant, signal) {
    const report = (bytesUploaded) =>
      this.uppy.emit("upload-progress", file, { bytesUploaded, bytesTotal: file.size });
    if (grant.post) await postWhole(file.data, grant.post, signal, report);
    else await this.#sendParts(file, grant, signal, report);
  }

  async #sendParts(file, { photoId, multipart, parts }, signal, report) {
    const { partSize } = multipart;
    const stored = new Set(parts.map((part) => part.partNumber));
    const all = Array.from({ length: Math.ceil(file.size / partSize) }, (_, index) => index + 1);
    const missing = all.filter((number) => !stored.has(number));
    for (let start = 0; start < missing.length; start += PARTS_PER_SIGNATURE) {
      const numbers = missing.slice(start, start + PARTS_PER_SIGNATURE);
      const urls = await this.opts.api.signParts(photoId, numbers);
      for (const number of numbers) {
        const bytes = file.data.slice((number - 1) * partSize, number * partSize);
        const before = stored.size * partSize;
        await putPart(bytes, urls[number], signal, (sent) => report(before + sent));
        stored.add(number);
      }
    }
    await this.opts.api.complete(photoId);
  }
}
