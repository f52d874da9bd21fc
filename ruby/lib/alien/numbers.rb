# frozen_string_literal: true

# The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.

module Alien
  # The methods of the builders.
  module Method
    CONTAINER = 0
    FROM = 1
    PORT = 2
    PORTS = 3
    EXPOSE = 4
    EXPOSE_PORT = 5
    MIN_REPLICAS = 6
    MAX_REPLICAS = 7
    AUTO_SCALE = 8
    PERSISTENT_STORAGE = 9
    ENVIRONMENT = 10
    LINK = 11
    STACK = 12
    FROM_STACK = 13
    ADD = 14
    ADD_BUILDER = 15
    CODE = 16
    CPU = 17
    MEMORY = 18
    GPU = 19
    REPLICAS = 20
    STATEFUL = 21
    EPHEMERAL_STORAGE = 22
    HEALTH_CHECK = 23
    PERMISSIONS = 24
    CLUSTER = 25
    POOL = 26
    COMMAND = 27
  end
  private_constant :Method

  # The kinds of words of a tape.
  module Kind
    NULL = 0
    BOOL = 1
    INTEGER = 2
    FLOAT = 4
    STRING = 5
    ARRAY = 6
    OBJECT = 7
    FOREIGN = 8
    UNPAIRED = 9
    CLASS_OBJECT = 10
    CALL = 11
    CLOSE = 12
    NOT_UTF8 = 13
  end
  private_constant :Kind

  # The kinds of foreign values, which JSON doesn't have.
  module Foreign
    INSTANCE = 0
    UNDEFINED = 1
    BIG_INT = 2
    SYMBOL = 3
    FUNCTION = 4
    BYTES = 5
    DECIMAL = 6
    THREW = 7
    CYCLE = 8
    TOO_DEEP = 9
    TOO_LARGE = 10
    KEYED = 11
    BUILDER = 12
    CLASS = 13
    AWAITABLE = 14
    MAP = 15
    ENTRIES = 16
    SET = 17
    ITERATOR = 18
    NUMBER_ARRAY = 19
    DATE = 20
    URL = 21
    REG_EXP = 22
    ERROR = 23
    BOXED_STRING = 24
    BOXED_NUMBER = 25
    BOXED_BOOLEAN = 26
    ENUM_MEMBER = 27
    DATACLASS = 28
    ATTRS = 29
    MODEL = 30
    STRUCT = 31
    NAMESPACE = 32
    ITERABLE = 33
    ASYNC_ITERABLE = 34
    ARRAY_LIKE = 35
    ISO_FORMAT = 36
    FILE_PATH = 37
    REAL = 38
    NUMPY_BOOL = 39
    PRINTABLE = 40
  end
  private_constant :Foreign

  # The sizes of parts of words, and the default limits.
  module Size
    KIND_BITS = 4
    NAME_BITS = 8
    LIMIT_BYTES = 16777216
    LIMIT_DEPTH = 128
  end
  private_constant :Size
end
