import { gettext } from "../words.js";

/** The upload part of the JSON API, for one gallery. Every refusal is an ApiError with a sentence for people. */
export class UploadApi {
  #root;
  #gallery;
  #csrfToken;

  constructor(root, gallery, csrfToken) {
    this.#root = root;
    this.#gallery = `${root}/galleries/${gallery}/uploads`;
    this.#csrfToken = csrfToken;
  }

  /** The gallery of this name and place, made if it is missing. */
  static openFolder(root, csrfToken, folder) {
    return new UploadApi(root, "", csrfToken).#call("POST", `${root}/folders`, folder);
  }

  /** Map from digest to {status, photoId, title, url, thumbnailURL}, of at most 100 files the gallery has already. */
  async known(digests) {
    const { known } = await this.#call("POST", `${this.#gallery}/known`, { sha256: digests });
    return new Map(known.map((file) => [file.sha256, file]));
  }

  /**
   * photos: [{filename, size, contentType}], at most 100. Answers one grant (or {error}) for each, in order. The
   * same `key` again, after an answer was lost, gets the same grants.
   */
  async begin(photos, key) {
    return (await this.#call("POST", this.#gallery, { photos }, { "Idempotency-Key": key })).uploads;
  }

  /** The photos with these ids, at most 100; ids that no longer exist are left out. */
  async photos(ids) {
    return (await this.#call("GET", `${this.#gallery}?ids=${ids.join(",")}`)).photos;
  }

  /** All photos of the gallery that are not ready. */
  async unfinished() {
    return (await this.#call("GET", this.#gallery)).photos;
  }

  /** A fresh signature for a photo whose bytes are still awaited; {status} of one whose bytes have arrived. */
  grant(photoId) {
    return this.#call("POST", `${this.#gallery}/${photoId}`, {});
  }

  /** {partNumber: signed URL} */
  async signParts(photoId, partNumbers) {
    return (await this.#call("POST", `${this.#gallery}/${photoId}/parts`, { partNumbers })).urls;
  }

  /** Joins the parts; the server asks the bucket itself which have arrived. */
  complete(photoId) {
    return this.#call("POST", `${this.#gallery}/${photoId}/complete`, {});
  }

  giveUp(photoId) {
    return this.#call("DELETE", `${this.#gallery}/${photoId}`);
  }

  retry(photoId) {
    return this.#call("POST", `${this.#root}/photos/${photoId}/retry`, {});
  }

  async #call(method, path, body, more = {}) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.#csrfToken, ...more };
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
      throw new ApiError(gettext("The network did not answer."), 0);
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw refusal(answer, response.status);
    return answer;
  }
}

function refusal({ error, details }, status) {
  const sentence = error ? gettext(error) : gettext("The server answered {status}.", { status });
  return new ApiError(sentence, status, details);
}

class ApiError extends Error {
  constructor(message, status, details) {
    super(message);
    this.status = status;
    this.details = details;
    this.isTemporary = status === 0 || status === 429 || status >= 500 || Boolean(details?.retryAfter);
  }
}
