// `node bench.js PROGRAM SCHEMA` measures the time from a keystroke to the diagnostics of language servers, and how long
// `alien-sdk check` takes for many files. `PROGRAM` is the program `alien-sdk`, `SCHEMA` the JSON Schema of a stack.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client } from "./client.js";

const [program = "", schema = ""] = process.argv.slice(2);
const bin = fileURLToPath(new URL("node_modules/.bin/", import.meta.url));

/** How often a key is typed in each server. */
const KEYSTROKES = 20;

/** The number of files for `check`, and how often they are checked. */
const FILES = 10_000;
const RUNS = 7;

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {number} at */
function container(at) {
  return {
    config: {
      type: "container",
      id: `api-${at}`,
      code: { type: "image", image: `ghcr.io/acme/api:v${at}` },
      cpu: { min: "1", desired: "1" },
      memory: { min: "1Gi", desired: "1Gi" },
      ports: [{ port: 8080 }],
      environment: { LOG_LEVEL: "info" },
      permissions: "execution",
    },
    lifecycle: "live",
  };
}

/** @param {number} count */
function stack(count) {
  const resources = Array.from({ length: count }, (_, at) => [
    `api-${at}`,
    container(at),
  ]);
  return { id: "shop", resources: Object.fromEntries(resources) };
}

/** @param {unknown} value @param {string} indent @returns {string} */
function yaml(value, indent = "") {
  if (typeof value !== "object" || value === null) {
    return ` ${JSON.stringify(value)}\n`;
  }
  const lines = Array.isArray(value)
    ? value.map(
        (item) =>
          `${indent}-${yaml(item, `${indent}  `).replace(/^\n\s*/, " ")}`,
      )
    : Object.entries(value).map(
        ([key, inner]) => `${indent}${key}:${yaml(inner, `${indent}  `)}`,
      );
  return `\n${lines.join("")}`;
}

const SYNTAXES = {
  JSON: (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`,
  YAML: (/** @type {unknown} */ value) => yaml(value).slice(1),
};

/** The servers, with what they must be told. @type {Record<string, [string, string[]]>} */
const SERVERS = {
  "alien-sdk lsp": [program, ["lsp"]],
  "vscode-json-language-server": [
    `${bin}vscode-json-language-server`,
    ["--stdio"],
  ],
  "yaml-language-server": [`${bin}yaml-language-server`, ["--stdio"]],
};

const RACES = {
  JSON: ["alien-sdk lsp", "vscode-json-language-server"],
  YAML: ["alien-sdk lsp", "yaml-language-server"],
};

/**
 * Starts a server, and opens a text.
 *
 * @param {string} server @param {string} uri @param {string} languageId @param {string} text
 */
async function open(server, uri, languageId, text) {
  const [command, args] = SERVERS[server] ?? ["", []];
  const url = pathToFileURL(schema).href;
  const settings = {
    json: {
      validate: { enable: true },
      schemas: [{ fileMatch: ["*.alien.json"], url }],
    },
    yaml: { validate: true, schemas: { [url]: "*.alien.yaml" } },
  };
  const client = new Client(command, args, settings);
  await client.request("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: { publishDiagnostics: { versionSupport: true } },
      workspace: { configuration: true },
    },
    initializationOptions: { handledSchemaProtocols: ["file"] },
  });
  client.notify("initialized", {});
  client.notify("workspace/didChangeConfiguration", { settings });
  const opened = published(client, uri, () => true);
  client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId, version: 1, text },
  });
  await opened;
  return client;
}

/**
 * Waits for the diagnostics of a text.
 *
 * @param {Client} client @param {string} uri @param {(count: number) => boolean} isWanted
 */
function published(client, uri, isWanted) {
  return client.wait(
    ({ method, params }) =>
      method === "textDocument/publishDiagnostics" &&
      params.uri === uri &&
      isWanted(params.diagnostics.length),
  );
}

/**
 * Types a digit into a port, so that it is too large, and removes it again. Returns the milliseconds to the diagnostics.
 *
 * @param {Client} client @param {string} uri @param {number} version @param {{ line: number, character: number }} at
 */
async function type(client, uri, version, at) {
  const isWrong = version % 2 === 0;
  const done = published(client, uri, (count) => count > 0 === isWrong);
  const end = { ...at, character: at.character + (isWrong ? 0 : 1) };
  const start = performance.now();
  client.notify("textDocument/didChange", {
    textDocument: { uri, version },
    contentChanges: [{ range: { start: at, end }, text: isWrong ? "0" : "" }],
  });
  await done;
  return performance.now() - start;
}

/**
 * Prints the median times of the servers, whose keystrokes take turns.
 *
 * @param {keyof SYNTAXES} syntax @param {number} containers
 */
async function race(syntax, containers) {
  const text = SYNTAXES[syntax](stack(containers));
  const lines = text.split("\n");
  const ports = lines.flatMap((line, at) =>
    line.includes("port") && line.includes("8080") ? [at] : [],
  );
  const line = ports[Math.floor(ports.length / 2)] ?? 0;
  const at = { line, character: (lines[line] ?? "").indexOf("8080") + 4 };
  const languageId = syntax.toLowerCase();
  const uri = `file:///shop.alien.${languageId}`;
  const clients = await Promise.all(
    RACES[syntax].map((server) => open(server, uri, languageId, text)),
  );
  /** @type {number[][]} */
  const times = clients.map(() => []);
  for (let version = 2; version < KEYSTROKES + 2; version++) {
    for (const [who, client] of clients.entries()) {
      times[who]?.push(await type(client, uri, version, at));
    }
  }
  await Promise.all(clients.map((client) => client.stop()));
  const medians = times.map(median);
  const [ours = 0] = medians;
  for (const [who, server] of RACES[syntax].entries()) {
    const ms = medians[who] ?? 0;
    const ratio = who === 0 ? "" : `, ${(ms / ours).toFixed(0)} times as long`;
    console.log(
      `${syntax}, ${lines.length} lines, keystroke to diagnostics, ${server}: ${ms.toFixed(1)} ms${ratio}`,
    );
  }
}

/** Compares `alien-sdk check` of many small files with counting their lines. */
function checkMany() {
  const folder = mkdtempSync(join(tmpdir(), "alien-sdk-bench-"));
  try {
    for (let at = 0; at < FILES; at++) {
      const inner = join(folder, String(at % 100));
      mkdirSync(inner, { recursive: true });
      const text = SYNTAXES.JSON(container(at).config);
      writeFileSync(join(inner, `api-${at}.alien.json`), text);
    }
    const count = `find '${folder}' -name '*.json' -print0 | wc -l --files0-from=-`;
    /** @type {Record<string, () => void>} */
    const works = {
      "alien-sdk check": () => {
        const { status } = spawnSync(program, ["check", folder]);
        if (status !== 0)
          throw new Error(`alien-sdk check ended with ${status}`);
      },
      "find and wc -l": () => {
        execFileSync("sh", ["-c", count], { maxBuffer: 1 << 30 });
      },
    };
    /** @type {Record<string, number[]>} */
    const times = {};
    for (let run = 0; run < RUNS; run++) {
      for (const [name, work] of Object.entries(works)) {
        const start = performance.now();
        work();
        times[name] = [...(times[name] ?? []), performance.now() - start];
      }
    }
    for (const [name, all] of Object.entries(times)) {
      console.log(
        `${FILES} small files, ${name}: ${median(all).toFixed(0)} ms`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const containers of [1, 1000]) {
  await race("JSON", containers);
  await race("YAML", containers);
}
checkMany();
