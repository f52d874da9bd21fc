/** Waiting for promises and for time to pass, which a signal can abort. */

/** Waits for a promise, which may never settle. Rejects with `signal.reason` when the signal is aborted. */
export function settleOrAbort<T>(
  value: T | PromiseLike<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    // If the signal is aborted first, this handles the rejection of a promise that nobody waits for any more.
    Promise.resolve(value)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

/** The maximum delay of a timer, in milliseconds. A timer with a longer delay fires immediately. */
const MAX_DELAY = 2 ** 31 - 1;

/** Calls a function after a time of any length. Returns a function that prevents this. */
export function callLater(ms: number, call: () => void): () => void {
  let left = ms;
  let timer: ReturnType<typeof setTimeout>;
  const start = () => {
    const delay = Math.min(left, MAX_DELAY);
    left -= delay;
    timer = setTimeout(() => (left > 0 ? start() : call()), delay);
  };
  start();
  return () => clearTimeout(timer);
}

/** Waits for a time of any length. Rejects with `signal.reason` when the signal is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let wake = () => {};
  const stop = callLater(ms, () => wake());
  const over = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await settleOrAbort(over, signal).finally(stop);
}
