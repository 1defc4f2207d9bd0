import { Row } from "./row.js";

/**
 * After a reload: sends on what this browser still holds the bytes of and the server still waits for.
 * The rest is in the server's list already, or becomes a row that asks for the file.
 */
export async function resumeInterrupted({ api, list, uppy }) {
  const files = uppy.getFiles();
  const known = await statesOf(api, files);
  for (const file of files) {
    const { photoId } = file.meta;
    if (photoId && known.get(photoId) !== "awaiting_upload") uppy.removeFile(file.id);
    else if (file.data) prepare(list, uppy, file);
    else askAgain(list, uppy, file);
  }
  list.sumUp();
  uppy.setState({ currentUploads: {}, recoveredState: null });
  if (uppy.getFiles().length) uppy.upload();
}
