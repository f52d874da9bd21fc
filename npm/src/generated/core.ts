/** The numbers that this package shares with the Rust core. Written by `cargo xtask generate`. */

/** The methods of the builders. */
export const METHOD = {
  container: 0,
  from: 1,
  port: 2,
  ports: 3,
  expose: 4,
  exposePort: 5,
  minReplicas: 6,
  maxReplicas: 7,
  autoScale: 8,
  persistentStorage: 9,
  environment: 10,
  link: 11,
  stack: 12,
  fromStack: 13,
  add: 14,
  code: 15,
  cpu: 16,
  memory: 17,
  gpu: 18,
  replicas: 19,
  stateful: 20,
  ephemeralStorage: 21,
  healthCheck: 22,
  permissions: 23,
  cluster: 24,
  pool: 25,
  command: 26,
} as const;

// The kinds of nodes.
export const NULL = 0;
export const BOOL = 1;
export const INTEGER = 2;
export const FLOAT = 4;
export const STRING = 5;
export const ARRAY = 6;
export const OBJECT = 7;
export const FOREIGN = 8;
export const UNPAIRED = 9;

/** The number of low bits of a node that are its kind. */
export const KIND_BITS = 4;

// The kinds of foreign values, which JSON doesn't have.
export const INSTANCE = 0;
export const UNDEFINED = 1;
export const BIG_INT = 2;
export const SYMBOL = 3;
export const FUNCTION = 4;
export const BYTES = 5;
export const DECIMAL = 6;
export const THREW = 7;
export const CYCLE = 8;
export const TOO_DEEP = 9;
export const TOO_LARGE = 10;
export const KEYED = 11;

/** The default limit on the number of bytes of a text. */
export const LIMIT_BYTES = 16777216;

/** The default limit on the nesting depth of objects and arrays. */
export const LIMIT_DEPTH = 128;
