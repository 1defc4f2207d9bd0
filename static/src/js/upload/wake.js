/** Keeps the screen awake while `isBusy()`; a hidden tab loses the lock and asks again when it is shown. */
export function stayAwake(isBusy) {
  let lock = null;
  const adjust = async () => {
    const isWanted = isBusy() && !document.hidden;
    if (!isWanted) await lock?.release();
    if (isWanted && (!lock || lock.released))
      lock = await navigator.wakeLock.request("screen").catch(() => null);
  };
  if (navigator.wakeLock) setInterval(adjust, 2000);
}
