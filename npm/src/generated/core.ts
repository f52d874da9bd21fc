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
  addBuilder: 15,
  code: 16,
  cpu: 17,
  memory: 18,
  gpu: 19,
  replicas: 20,
  stateful: 21,
  ephemeralStorage: 22,
  healthCheck: 23,
  permissions: 24,
  cluster: 25,
  pool: 26,
  command: 27,
} as const;

// The kinds of words of a tape.
export const NULL = 0;
export const BOOL = 1;
export const INTEGER = 2;
export const FLOAT = 4;
export const STRING = 5;
export const ARRAY = 6;
export const OBJECT = 7;
export const FOREIGN = 8;
export const UNPAIRED = 9;
export const CLASS_OBJECT = 10;
export const CALL = 11;
export const CLOSE = 12;
export const NOT_UTF8 = 13;

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
export const BUILDER = 12;
export const CLASS = 13;
export const AWAITABLE = 14;
export const MAP = 15;
export const ENTRIES = 16;
export const SET = 17;
export const ITERATOR = 18;
export const NUMBER_ARRAY = 19;
export const DATE = 20;
export const URL = 21;
export const REG_EXP = 22;
export const ERROR = 23;
export const BOXED_STRING = 24;
export const BOXED_NUMBER = 25;
export const BOXED_BOOLEAN = 26;
export const ENUM_MEMBER = 27;
export const DATACLASS = 28;
export const ATTRS = 29;
export const MODEL = 30;
export const STRUCT = 31;
export const NAMESPACE = 32;
export const ITERABLE = 33;
export const ASYNC_ITERABLE = 34;
export const ARRAY_LIKE = 35;
export const ISO_FORMAT = 36;
export const FILE_PATH = 37;
export const REAL = 38;
export const NUMPY_BOOL = 39;
export const PRINTABLE = 40;

/** The number of low bits of a word that are its kind. */
export const KIND_BITS = 4;

/** The number of bits before the length of a name. For a foreign value, they are its kind. */
export const NAME_BITS = 8;

/** The default limit on the number of bytes of a text. */
export const LIMIT_BYTES = 16777216;

/** The default limit on the nesting depth of objects and arrays. */
export const LIMIT_DEPTH = 128;

/** The keys of objects whose members are variables. */
export const VARIABLES: readonly string[] = ["environment", "buildArgs"];
