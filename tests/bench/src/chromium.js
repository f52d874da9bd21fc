/** Measures cold starts in Chromium, with pages that esbuild bundles and a local server compresses. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { FLAGS, findBrowser } from "../../hosts/chromium.js";
import { medianColdStarts, programs } from "./cold-start.js";

/** How often each page is loaded before it is measured with caches. V8 caches the code of a script that was used before. */
const WARM_UPS = 3;

/** @typedef {import("./cold-start.js").ColdStart} ColdStart */
/** @typedef {{ type: string; body: Buffer }} File A file with its compressed content. */

/**
 * Returns the median times of each page without and with caches, or `undefined` if there is no browser.
 *
 * @param {string} folder The installed package.
 * @param {number} samples
 */
export async function measureChromium(folder, samples) {
  const executablePath = findBrowser();
  if (executablePath === undefined) return undefined;
  const files = await bundlePages(folder);
  const server = createServer(({ url = "/" }, response) => {
    const file = files.get(url);
    if (file === undefined) return response.writeHead(404).end();
    const headers = {
      "content-type": file.type,
      "content-encoding": "gzip",
      "cache-control": "max-age=3600",
    };
    return response.writeHead(200, headers).end(file.body);
  });
  await new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(undefined)),
  );
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const profile = mkdtempSync(join(tmpdir(), "alien-sdk-bench-"));
  const options = { executablePath, args: FLAGS };
  const browser = await chromium.launch(options);
  const cached = await chromium.launchPersistentContext(profile, options);
  try {
    const version = browser.version();
    /** @param {string} program */
    const url = (program) => `http://127.0.0.1:${port}/${program}/page.html`;
    const cold = await medianColdStarts(samples, async (program) => {
      const context = await browser.newContext();
      const times = await open(context, url(program));
      await context.close();
      return times;
    });
    await medianColdStarts(WARM_UPS, (program) => open(cached, url(program)));
    const warm = await medianColdStarts(samples, (program) =>
      open(cached, url(program)),
    );
    const bytes = Object.values(programs).map((program) =>
      [...files]
        .filter(([path]) => path.startsWith(`/${program}/`))
        .reduce((sum, [, { body }]) => sum + body.length, 0),
    );
    return { version, cold, warm, bytes };
  } finally {
    await Promise.all([browser.close(), cached.close()]);
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * Bundles a page for each program. Returns the files by their paths on the server.
 *
 * @param {string} folder
 */
async function bundlePages(folder) {
  /** @type {Map<string, File>} */
  const files = new Map();
  /** @param {string} path @param {string} type @param {string | Uint8Array} content */
  const add = (path, type, content) =>
    files.set(path, { type, body: gzipSync(content, { level: 9 }) });
  for (const program of Object.values(programs)) {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import { measureColdStart } from "./cold-start.js";
          import { check } from "./programs/${program}";
          const show = (errors) => { document.body.textContent = errors + " errors"; };
          measureColdStart(0, check, show).then((times) => console.log(JSON.stringify(times)));
        `,
        resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    add(
      `/${program}/page.html`,
      "text/html",
      '<!doctype html><link rel="icon" href="data:," /><body></body><script type="module" src="dist/page.js"></script>',
    );
    add(`/${program}/dist/page.js`, "text/javascript", outputFiles[0].contents);
  }
  // The bundle refers to this file by the path that it has in the package.
  const wasm = "workerd/alien-validate.wasm";
  add(
    `/${programs["alien-sdk/validate-streaming"]}/${wasm}`,
    "application/wasm",
    readFileSync(join(folder, "dist", wasm)),
  );
  return files;
}

/**
 * Opens a page, and returns the times that it prints.
 *
 * @param {import("playwright-core").BrowserContext} context
 * @param {string} url
 * @returns {Promise<ColdStart>}
 */
async function open(context, url) {
  const page = await context.newPage();
  /** @type {Promise<string>} */
  const printed = new Promise((resolve, reject) => {
    page.on("pageerror", reject);
    page.on("console", (message) => resolve(message.text()));
  });
  const [text] = await Promise.all([printed, page.goto(url)]);
  await page.close();
  return JSON.parse(text);
}
