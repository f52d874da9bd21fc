import { readFileSync } from "node:fs";
import * as alien from "alien-sdk";

// Bytes are text, as files and responses give them.
const file = readFileSync("container.json");
const forms: alien.JsonText[] = ["{}", file, new Uint8Array(2), file.buffer];
export const fixed: string[] = forms.map((text) => alien.applyFixes(text));
alien.validate(file);
declare const body: ArrayBuffer;
alien.applyFixes(body);

// @ts-expect-error: no text
alien.applyFixes({});
// @ts-expect-error: no bytes
alien.applyFixes(new Float64Array(2));
