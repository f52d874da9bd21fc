// The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.

package alien

// The methods of the builders.
internal object Method {
    const val container = 0
    const val from = 1
    const val port = 2
    const val ports = 3
    const val expose = 4
    const val exposePort = 5
    const val minReplicas = 6
    const val maxReplicas = 7
    const val autoScale = 8
    const val persistentStorage = 9
    const val environment = 10
    const val link = 11
    const val stack = 12
    const val fromStack = 13
    const val add = 14
    const val addBuilder = 15
    const val code = 16
    const val cpu = 17
    const val memory = 18
    const val gpu = 19
    const val replicas = 20
    const val stateful = 21
    const val ephemeralStorage = 22
    const val healthCheck = 23
    const val permissions = 24
    const val cluster = 25
    const val pool = 26
    const val command = 27
}

// The kinds of words of a tape.
internal object Kind {
    const val NULL = 0
    const val BOOL = 1
    const val INTEGER = 2
    const val FLOAT = 4
    const val STRING = 5
    const val ARRAY = 6
    const val OBJECT = 7
    const val FOREIGN = 8
    const val UNPAIRED = 9
    const val CLASS_OBJECT = 10
    const val CALL = 11
    const val CLOSE = 12
    const val NOT_UTF8 = 13
}

// The kinds of foreign values, which JSON doesn't have.
internal object Foreign {
    const val INSTANCE = 0
    const val UNDEFINED = 1
    const val BIG_INT = 2
    const val SYMBOL = 3
    const val FUNCTION = 4
    const val BYTES = 5
    const val DECIMAL = 6
    const val THREW = 7
    const val CYCLE = 8
    const val TOO_DEEP = 9
    const val TOO_LARGE = 10
    const val KEYED = 11
    const val BUILDER = 12
    const val CLASS = 13
    const val AWAITABLE = 14
    const val MAP = 15
    const val ENTRIES = 16
    const val SET = 17
    const val ITERATOR = 18
    const val NUMBER_ARRAY = 19
    const val DATE = 20
    const val URL = 21
    const val REG_EXP = 22
    const val ERROR = 23
    const val BOXED_STRING = 24
    const val BOXED_NUMBER = 25
    const val BOXED_BOOLEAN = 26
    const val ENUM_MEMBER = 27
    const val DATACLASS = 28
    const val ATTRS = 29
    const val MODEL = 30
    const val STRUCT = 31
    const val NAMESPACE = 32
    const val ITERABLE = 33
    const val ASYNC_ITERABLE = 34
    const val ARRAY_LIKE = 35
    const val ISO_FORMAT = 36
    const val FILE_PATH = 37
    const val REAL = 38
    const val NUMPY_BOOL = 39
    const val PRINTABLE = 40
}

// The sizes of parts of words, and the default limits.
internal object Size {
    const val KIND_BITS = 4
    const val NAME_BITS = 8
    const val LIMIT_BYTES = 16777216
    const val LIMIT_DEPTH = 128
}
