// `node node-start.js PROGRAM` imports one of the programs, lets it check a text, and prints how long that took as JSON.

import { measureColdStart } from "./cold-start.js";

const start = performance.now();
const { check } = await import(`./programs/${process.argv[2]}`);
console.log(JSON.stringify(await measureColdStart(start, check, () => {})));
