import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("alien-sdk/package.json"));

/** The targets of all links of a page, and the anchors of its headings. */
function read(page: string): { links: string[]; anchors: Set<string> } {
  const text = readFileSync(join(folder, page), "utf8").replaceAll(
    /^```.*?^```/gms,
    "",
  );
  const forms =
    /\]\(([^)]*)\)|^\[[^\]]+\]: *(\S+)|<(https?:[^>]*)>|(?:href|src)="([^"]*)"/gm;
  const prose = text.replaceAll(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(forms)].map(
    ([, ...targets]) => targets.find((target) => target !== undefined) ?? "",
  );
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
  const anchor = (title = "") =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
  return { links, anchors: new Set(headings.map(anchor)) };
}

/** The pages of other projects that the documentation may link to. Each was looked up; none is invented. */
const OTHER_PAGES = new Set(["https://standardschema.dev"]);

// On npm, a relative link leads nowhere, and the documentation has no public address yet.
test("the README has only links to its own headings and to other projects", () => {
  const { links, anchors } = read("README.md");
  const broken = links.filter(
    (link) =>
      !OTHER_PAGES.has(link) &&
      (!link.startsWith("#") || !anchors.has(link.slice(1))),
  );
  assert.deepEqual(broken, []);
});

test("every link in the documentation of the package leads to a file and heading of the package", () => {
  const left = ["docs/README.md"];
  const seen = new Set(left);
  for (let page = left.pop(); page !== undefined; page = left.pop()) {
    for (const link of read(page).links) {
      if (OTHER_PAGES.has(link)) continue;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      assert(existsSync(join(folder, target)), `${page}: ${link}`);
      if (!target.endsWith(".md")) continue;
      if (anchor !== undefined) {
        assert(read(target).anchors.has(anchor), `${page}: ${link}`);
      }
      if (!seen.has(target)) left.push(target);
      seen.add(target);
    }
  }
  assert(seen.has("docs/codes.md") && seen.size >= 12, [...seen].join());
});
