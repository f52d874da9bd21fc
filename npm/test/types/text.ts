import { readFileSync } from "node:fs";
import * as alien from "alien-sdk";

// Functions that take text also take bytes, such as the content of a file or of a response.
const file = readFileSync("container.json");
const forms: alien.JsonText[] = ["{}", file, new Uint8Array(2), file.buffer];
export const fixed: string[] = forms.map((text) => alien.applyFixes(text));
alien.validate(file);
declare const body: ArrayBuffer;
alien.applyFixes(body);

// @ts-expect-error: not text
alien.applyFixes({});
// @ts-expect-error: not an array of bytes
alien.applyFixes(new Float64Array(2));
