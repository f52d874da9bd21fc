// Finds Chromium or Chrome.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

export const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Returns the path of a Chromium or Chrome on this machine, or `undefined` if there is none. */
export function findBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = NAMES.flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return [process.env.CHROME_PATH ?? "", ...onPath, MAC].find(
    (path) => path !== "" && existsSync(path),
  );
}
