/** Whether a click asks for nothing special, like a new tab: only then may a script answer it in the link's place. */
export function isPlain(event) {
  return !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
