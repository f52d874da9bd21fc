// Runs the program in Chromium or Chrome: in a page and in a module worker, without a bundler and with Vite.

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { build, createServer as createViteServer } from "vite";
import { bundleWithEsbuild, bundleWithWebpack } from "./bundlers.js";
import { FLAGS, findBrowser } from "./chromium.js";

const TIMEOUT_MS = 60_000;
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** @type {import("vite").InlineConfig} */
const VITE = {
  configFile: false,
  logLevel: "silent",
  worker: { format: "es" },
};

/** The strictest content security policy that allows WebAssembly. */
const POLICY =
  "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval' 'nonce-page'";

/** The same policy, but it doesn't allow WebAssembly. It applies to all files below this path. */
const STRICT_POLICY = POLICY.replace(" 'wasm-unsafe-eval'", "");
const STRICT_PATH = "/strict/";

/** The functions that close the browser and the servers. @type {(() => Promise<unknown>)[]} */
const closing = [];

/** @typedef {(path: string) => Promise<string>} Open Opens a page and returns the first text that it prints. */

/**
 * Starts the browser, if there is one on this machine.
 *
 * @param {string} program The folder of the program.
 * @returns {Promise<Open | undefined>}
 */
export async function openBrowser(program) {
  const executablePath = findBrowser();
  if (executablePath === undefined) return undefined;
  return start(executablePath, join(program, ".."));
}

/**
 * Returns pages that don't allow WebAssembly. Each prints the error that the package throws, and the name of its cause.
 *
 * @param {string} program
 * @param {Open | undefined} open
 */
export function strictPages(program, open) {
  /** @param {string} script */
  const visit = async (script) => {
    if (open === undefined) return undefined;
    const page = script.replace(".js", ".html");
    await writeFile(join(program, page), html(script));
    return open(`${STRICT_PATH}program/${page}`);
  };
  return {
    "strict-page": () => visit("strict.js"),
    "strict-async": () => visit("strict-async.js"),
    "strict-streaming": () => visit("strict-streaming.js"),
    "strict-worker": async () => {
      await bundleWithEsbuild(
        join(program, "strict.js"),
        join(program, "strict-worker.js"),
      );
      return visit("strict-page-with-worker.js");
    },
  };
}

/**
 * Returns the browser hosts; see `hosts` in `run.js`.
 *
 * @param {string} program The folder of the program.
 * @param {Open | undefined} open
 */
export function browserHosts(program, open) {
  /** @param {string} script @param {string} page */
  const visit = async (page, script) => {
    if (open === undefined) return undefined;
    await writeFile(join(program, page), html(script));
    return open(`program/${page}`);
  };
  return {
    "chromium-page": () => visit("page.html", "main.js"),
    "chromium-async": () => visit("async.html", "async.js"),
    "chromium-streaming": () => visit("streaming.html", "streaming.js"),
    "chromium-worker": async () => {
      await bundleWithEsbuild(
        join(program, "worker.js"),
        join(program, "bundled/worker.js"),
      );
      await bundleWithEsbuild(
        join(program, "page-with-worker.js"),
        join(program, "bundled/page.js"),
      );
      return visit("worker.html", "bundled/page.js");
    },
    "webpack-streaming": async () => {
      const output = { path: join(program, "webpack"), filename: "page.js" };
      await bundleWithWebpack(join(program, "streaming.js"), output);
      return visit("webpack.html", "webpack/page.js");
    },
    "vite-page": () => viteBuild(program, "main.js", open),
    "vite-worker": () => viteBuild(program, "page-with-worker.js", open),
    "vite-streaming": () => viteBuild(program, "streaming.js", open),
    "vite-dev-page": () => viteServer(program, "main.js", open),
    "vite-dev-worker": () => viteServer(program, "page-with-worker.js", open),
    "vite-dev-streaming": () => viteServer(program, "streaming.js", open),
  };
}

export async function closeBrowser() {
  for (const close of closing) await close();
}

/**
 * Starts the browser and a server for the files in `root`. Returns a function that opens a page and returns the first
 * text that the page prints. It takes the path of the page on this server, or the URL of another page.
 *
 * @param {string} executablePath
 * @param {string} root
 */
async function start(executablePath, root) {
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const isStrict = pathname.startsWith(STRICT_PATH);
    const path = isStrict ? pathname.slice(STRICT_PATH.length) : pathname;
    const type =
      TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ??
      "application/octet-stream";
    try {
      const body = await readFile(join(root, path));
      response
        .writeHead(200, {
          "content-type": type,
          "content-security-policy": isStrict ? STRICT_POLICY : POLICY,
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(undefined)),
  );
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  closing.push(
    () => browser.close(),
    async () => server.close(),
  );

  /** @param {string} path @returns {Promise<string>} */
  return async (path) => {
    const page = await browser.newPage();
    /** @type {Promise<string>} */
    const printed = new Promise((resolve, reject) => {
      page.on("pageerror", reject);
      page.on("console", (message) => {
        // Chromium reports every refusal of a policy as an error, although the program handles it.
        const isRefusal = path.startsWith(STRICT_PATH);
        if (message.type() === "error" && !isRefusal)
          reject(new Error(message.text()));
        if (message.type() === "log") resolve(message.text());
      });
      setTimeout(
        () => reject(new Error("the page printed nothing")),
        TIMEOUT_MS,
      ).unref();
    });
    // If `goto` fails first, nothing handles the rejection of `printed`. Node.js would then exit.
    printed.catch(() => {});
    await page.goto(new URL(path, `http://127.0.0.1:${port}`).href);
    const result = await printed;
    await page.close();
    return result;
  };
}

/** Without this icon, the browser requests /favicon.ico, and reports the missing file as an error on the console. */
const ICON = '<link rel="icon" href="data:," />';

/** Returns the HTML of a page that runs `script`. @param {string} script */
function html(script) {
  const folder = "/node_modules/alien-sdk/dist";
  const imports = {
    "alien-sdk": `${folder}/browser/index.js`,
    "alien-sdk/async": `${folder}/browser/async.js`,
    "alien-sdk/validate": `${folder}/esm/validate-only.js`,
    "alien-sdk/validate-streaming": `${folder}/browser/validate-only.js`,
  };
  return `<!doctype html>
${ICON}
<script type="importmap" nonce="page">${JSON.stringify({ imports })}</script>
<script type="module" src="${script}"></script>
`;
}

/**
 * Builds a page with Vite, and opens it.
 *
 * @param {string} program
 * @param {string} script
 * @param {((path: string) => Promise<string>) | undefined} open
 */
async function viteBuild(program, script, open) {
  if (open === undefined) return undefined;
  const page = await writeVitePage(program, script);
  const input = join(program, page);
  await build({
    ...VITE,
    root: program,
    base: "./",
    build: {
      outDir: "vite",
      emptyOutDir: false,
      rollupOptions: { input },
    },
  });
  return open(`program/vite/${page}`);
}

/**
 * Opens a page with Vite's development server.
 *
 * @param {string} program
 * @param {string} script
 * @param {((path: string) => Promise<string>) | undefined} open
 */
async function viteServer(program, script, open) {
  if (open === undefined) return undefined;
  const page = await writeVitePage(program, script);
  const server = await createViteServer({
    ...VITE,
    root: program,
    server: { host: "127.0.0.1" },
  });
  try {
    await server.listen();
    const [url = ""] = server.resolvedUrls?.local ?? [];
    return await open(new URL(page, url).href);
  } finally {
    await server.close();
  }
}

/**
 * Writes a page that runs `script`, and returns its file name.
 *
 * @param {string} program
 * @param {string} script
 */
async function writeVitePage(program, script) {
  const page = `vite-${script.replace(".js", ".html")}`;
  const text = `<!doctype html>\n${ICON}\n<script type="module" src="${script}"></script>\n`;
  await writeFile(join(program, page), text);
  return page;
}
