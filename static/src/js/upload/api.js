/** The upload part of the JSON API. Every refusal becomes an ApiError whose message is a sentence for people. */
export class UploadApi {
  #root;
  #gallery;
  #csrfToken;

  constructor(root, gallery, csrfToken) {
    this.#root = root;
    this.#gallery = `${root}/galleries/${gallery}/uploads`;
    this.#csrfToken = csrfToken;
  }

  /** photos: [{filename, size, contentType}], at most 100. Answers one grant (or {error}) for each, in order. */
  async begin(photos) {
    return (await this.#patiently("POST", this.#gallery, { photos })).uploads;
  }

  /** The photos with these ids, at most 100; ids that no longer exist are left out. */
  async photos(ids) {
    return (await this.#call("GET", `${this.#gallery}?ids=${ids.join(",")}`)).photos;
  }

  /** A fresh signature for a photo whose bytes are still awaited. */
  grant(photoId) {
    return this.#patiently("POST", `${this.#gallery}/${photoId}`, {});
  }

  /** {partNumber: signed URL} */
  async signParts(photoId, partNumbers) {
    return (await this.#patiently("POST", `${this.#gallery}/${photoId}/parts`, { partNumbers })).urls;
  }

  /** Joins the parts; the server asks the bucket itself which have arrived. */
  complete(photoId) {
    return this.#patiently("POST", `${this.#gallery}/${photoId}/complete`, {});
  }

  giveUp(photoId) {
    return this.#call("DELETE", `${this.#gallery}/${photoId}`);
  }

  retry(photoId) {
    return this.#call("POST", `${this.#root}/photos/${photoId}/retry`, {});
  }

  /** Tries again after 0.5, 1, 2 and 4 seconds while the network, the server or its rate limit says no. */
  async #patiently(method, path, body) {
    for (let wait = 500; ; wait *= 2) {
      try {
        return await this.#call(method, path, body);
      } catch (error) {
        if (!error.isTemporary || wait > 4000) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  async #call(method, path, body) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.#csrfToken };
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
      throw new ApiError("The network did not answer.", 0);
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new ApiError(
        answer.error ?? `The server answered ${response.status}.`,
        response.status,
        answer.details,
      );
    }
    return answer;
  }
}

class ApiError extends Error {
  constructor(message, status, details) {
    super(message);
    this.status = status;
    this.details = details;
    this.isTemporary = status === 0 || status === 429 || status >= 500;
  }
}
