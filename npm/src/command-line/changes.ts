/**
 * Waits for changes of files.
 *
 * The command line waits synchronously, and Node.js reports changes and Ctrl-C to threads that don't. With `--watch`, the command
 * line therefore runs in a worker, and the main thread watches for it.
 */

import { type FSWatcher, watch as watchFolder } from "node:fs";
import { parentPort, Worker, workerData } from "node:worker_threads";

/** An editor that saves a file changes it in several steps, with less than this time between them, in milliseconds. */
const PAUSE = 20;
/** How long a change is kept back if changes follow each other without a pause, in milliseconds. */
const PATIENCE = 500;

/** What the threads share: the number of changes, that of answers to {@link watch}, and whether Ctrl-C was pressed. */
const CHANGES = 0;
const ANSWERS = 1;
const INTERRUPTED = 2;

/** What the worker posts: a folder that is to be watched, or its exit code. */
type Message = { folder: string } | { code: number };

const shared = workerData as Int32Array;

/** The number of changes that the worker knows of. */
let known = 0;

/** Starts to watch the entries of a folder. Only the worker may call this. */
export function watch(folder: string): void {
  const answers = Atomics.load(shared, ANSWERS);
  post({ folder });
  // A change that happens after this call must not be missed.
  Atomics.wait(shared, ANSWERS, answers);
}

/** Waits for a change. Returns false if Ctrl-C was pressed. Only the worker may call this. */
export function waitForChange(): boolean {
  Atomics.wait(shared, CHANGES, known);
  const end = performance.now() + PATIENCE;
  do known = Atomics.load(shared, CHANGES);
  while (
    Atomics.load(shared, INTERRUPTED) === 0 &&
    performance.now() < end &&
    Atomics.wait(shared, CHANGES, known, PAUSE) !== "timed-out"
  );
  return Atomics.load(shared, INTERRUPTED) === 0;
}

/** Ends the worker. */
export function finish(code: number): void {
  post({ code });
}

function post(message: Message): void {
  parentPort?.postMessage(message);
}

/** Runs a program in a worker, and watches for it. Returns its exit code. */
export function runInWorker(program: URL): Promise<number> {
  const shared = new Int32Array(new SharedArrayBuffer(3 * 4));
  const worker = new Worker(program, {
    argv: process.argv.slice(2),
    workerData: shared,
  });
  const add = (at: number) => {
    Atomics.add(shared, at, 1);
    Atomics.notify(shared, at);
  };
  process.on("SIGINT", () => {
    Atomics.store(shared, INTERRUPTED, 1);
    add(CHANGES);
  });
  const watchers = new Map<string, FSWatcher>();
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (message: Message) => {
      if ("code" in message) return resolve(message.code);
      const { folder } = message;
      const earlier = watchers.get(folder);
      try {
        // The folder may be another one than before.
        const watcher = watchFolder(folder, () => add(CHANGES));
        watcher.on("error", () => add(CHANGES));
        watchers.set(folder, watcher);
      } catch {
        // It can't be listed either, which is reported.
      }
      earlier?.close();
      add(ANSWERS);
    });
  });
}
