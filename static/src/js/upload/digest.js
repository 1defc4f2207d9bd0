/** The SHA-256 of a file in hex, computed off the main thread; "" where the browser does not offer it (plain HTTP). */
export async function sha256(file) {
  if (!crypto.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
