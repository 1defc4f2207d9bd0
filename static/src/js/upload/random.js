/** A name that nobody else has, also where a page is not secure (plain HTTP) and randomUUID is missing. */
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
