// `node startup-child.js URL [FUNCTION]` imports a module, calls one of its functions once, and prints how many
// milliseconds each took.

const { hrtime } = process;
const text = '{"id": "api"}';

const start = hrtime.bigint();
const module = await import(process.argv[2]);
const loaded = hrtime.bigint();
module[process.argv[3] ?? ""]?.(text);
const end = hrtime.bigint();

/** @param {bigint} ns */
const ms = (ns) => Number(ns) / 1e6;
console.log(
  JSON.stringify({ load: ms(loaded - start), first: ms(end - loaded) }),
);
