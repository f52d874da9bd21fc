package alien

import java.io.ByteArrayOutputStream
import java.math.BigDecimal
import java.math.BigInteger
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.reflect.KClass

/** The maximum number of words of a tape. A value with shared parts can expand to more than fits into memory. */
private const val MAX_WORDS = 1 shl 22

/** The maximum number of bytes of the strings of a tape. */
private const val MAX_BYTES = 1 shl 26

/** The maximum nesting depth, whatever the limit is, since values are read recursively. */
private const val MAX_DEPTH = 1000

/** Integers from 0 up to this number have one word. */
private const val MAX_INTEGER = (1 shl 28) - 1

/** Thrown, and caught, by a writer whose value is too large. */
private object TooLarge : RuntimeException(null, null, false, false)

/** Stands for a value that threw an exception when it was read. */
internal object Threw

/**
 * Writes values as a tape, which the core reads; `core/src/document/tape.rs` describes it.
 *
 * Nothing is converted, left out or thrown: a value that JSON doesn't have becomes a node that says what it is.
 */
internal class TapeWriter {
    private var words = IntArray(16)
    private var wordCount = 0
    private var text = ByteArray(64)
    private var byteCount = 0

    /** The objects that contain the value that is being written. */
    private val ancestors = ArrayList<Any>()
    private var maxDepth = 0

    /** The tape. */
    fun toTape(): Tape {
        val bytes = ByteBuffer.allocate(wordCount * Int.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN)
        bytes.asIntBuffer().put(words, 0, wordCount)
        return Tape(bytes.array(), text.copyOf(byteCount))
    }

    /** Whether another tape can be appended without exceeding the maximum size. */
    fun hasRoomFor(other: TapeWriter): Boolean =
        wordCount + other.wordCount <= MAX_WORDS && byteCount + other.byteCount <= MAX_BYTES

    /** Appends all nodes of another tape. */
    fun append(other: TapeWriter) {
        reserve(other.wordCount, other.byteCount)
        other.words.copyInto(words, wordCount, 0, other.wordCount)
        other.text.copyInto(text, byteCount, 0, other.byteCount)
        wordCount += other.wordCount
        byteCount += other.byteCount
    }

    /** Starts an array; [close] ends it. */
    fun openArray() = writeWord(Kind.ARRAY, 0)

    /** Starts a call of the method with a number. Its arguments are written next, then [close]. */
    fun openCall(method: Int) = writeWord(Kind.CALL, method)

    /** Ends the innermost array, object or call. */
    fun close() = writeWord(Kind.CLOSE, 0)

    /** Writes any value. `depth` is how deeply it may be nested. */
    fun writeValue(value: Any?, depth: Int) {
        val (words, bytes) = wordCount to byteCount
        maxDepth = minOf(depth, MAX_DEPTH)
        try {
            write(value)
        } catch (_: TooLarge) {
            undo(words, bytes)
            writeTooLarge()
        }
    }

    /** Writes what stands for a value that is too large. */
    fun writeTooLarge() = writeForeign(Foreign.TOO_LARGE)

    private fun write(value: Any?) {
        when (value) {
            null -> writeWord(Kind.NULL, 0)
            is String -> writeString(value)
            is Boolean -> writeWord(Kind.BOOL, if (value) 1 else 0)
            is Int, is Long, is Short, is Byte, is Double, is BigInteger, is BigDecimal ->
                writeNumber((value as Number).toDouble())
            // The decimal number that the program shows: 0.1, and not 0.10000000149011612.
            is Float -> writeNumber(value.toString().toDouble())
            is Threw -> writeForeign(Foreign.THREW)
            else -> writeInside(value)
        }
        if (wordCount > MAX_WORDS) throw TooLarge
    }

    private fun writeNumber(value: Double) {
        val integer = value.toInt()
        // The number -0.0 is not the integer 0.
        if (integer in 0..MAX_INTEGER && integer.toDouble().equals(value)) {
            writeWord(Kind.INTEGER, integer)
            return
        }
        val bits = value.toRawBits()
        writeWord(Kind.FLOAT, 0)
        push(bits.toInt())
        push((bits ushr Int.SIZE_BITS).toInt())
    }

    private fun writeString(value: String) {
        if (value.length > MAX_BYTES - byteCount) throw TooLarge
        val bytes = encode(value)
        if (bytes.size > MAX_BYTES - byteCount) throw TooLarge
        writeWord(if (hasLoneSurrogate(value)) Kind.UNPAIRED else Kind.STRING, bytes.size)
        pushText(bytes)
    }

    /** Writes a value that JSON doesn't have, with the name of its type if that matters. */
    private fun writeForeign(kind: Int, name: String = "") {
        val bytes = name.toByteArray()
        writeWord(Kind.FOREIGN, kind or (bytes.size shl Size.NAME_BITS))
        pushText(bytes)
    }

    /** Writes a value that may contain others. */
    private fun writeInside(value: Any) {
        if (ancestors.any { it === value }) return writeForeign(Foreign.CYCLE)
        if (ancestors.size >= maxDepth) return writeForeign(Foreign.TOO_DEEP)
        val (words, bytes) = wordCount to byteCount
        ancestors.add(value)
        try {
            writeContent(value)
        } catch (error: Throwable) {
            if (error is TooLarge || error is OutOfMemoryError) throw error
            undo(words, bytes)
            writeForeign(Foreign.THREW)
        } finally {
            ancestors.removeAt(ancestors.lastIndex)
        }
    }

    private fun writeContent(value: Any) {
        when (value) {
            is Map<*, *> -> writeMembers(value)
            is Collection<*> -> writeElements(value)
            is ByteArray -> writeForeign(Foreign.BYTES)
            is Container, is Stack -> writeForeign(Foreign.BUILDER, nameOf(value.javaClass))
            is Function<*> -> writeForeign(Foreign.FUNCTION)
            is Class<*> -> writeForeign(Foreign.CLASS, nameOf(value))
            is KClass<*> -> writeForeign(Foreign.CLASS, nameOf(value.java))
            else -> writeObject(value)
        }
    }

    private fun writeObject(value: Any) {
        val plain = elementsOf(value) ?: plainValue(value)
        when {
            plain != null -> writePlain(plain)
            // A lambda of Java, or of an interface of Kotlin.
            value.javaClass.isSynthetic -> writeForeign(Foreign.FUNCTION)
            value is Enum<*> -> writeForeign(Foreign.INSTANCE, nameOf(value.declaringJavaClass))
            else -> writeForeign(Foreign.INSTANCE, nameOf(value.javaClass))
        }
    }

    /** Writes what an object stands for, which is nested as deeply as the object. */
    private fun writePlain(value: Any) {
        when (value) {
            is Map<*, *> -> writeMembers(value)
            is Collection<*> -> writeElements(value)
            else -> write(value)
        }
    }

    private fun writeElements(elements: Collection<*>) {
        openArray()
        for (element in elements) write(element)
        close()
    }

    private fun writeMembers(map: Map<*, *>) {
        writeWord(Kind.OBJECT, 0)
        for ((key, value) in map) {
            if (key is String) {
                writeString(key)
                write(value)
            } else {
                writeString(keyText(key))
                writeForeign(Foreign.KEYED)
            }
        }
        close()
    }

    /** Removes everything that was written since the tape had this size. */
    private fun undo(words: Int, bytes: Int) {
        wordCount = words
        byteCount = bytes
    }

    private fun writeWord(kind: Int, payload: Int) = push(kind or (payload shl Size.KIND_BITS))

    private fun push(word: Int) {
        reserve(1, 0)
        words[wordCount++] = word
    }

    private fun pushText(bytes: ByteArray) {
        reserve(0, bytes.size)
        bytes.copyInto(text, byteCount)
        byteCount += bytes.size
    }

    private fun reserve(words: Int, bytes: Int) {
        if (wordCount + words > this.words.size) this.words = this.words.copyOf((wordCount + words) * 2)
        if (byteCount + bytes > text.size) text = text.copyOf((byteCount + bytes) * 2)
    }
}

/** The name of a class, as messages show it. An anonymous class has that of the type that it implements, if it isn't any. */
private fun nameOf(type: Class<*>): String = when {
    type.isAnonymousClass -> listOf(type.superclass, *type.interfaces).find { it != Any::class.java }?.simpleName.orEmpty()
    else -> type.simpleName
}

/** A key that is not a string, without running code of the program. */
private fun keyText(key: Any?): String = when (key) {
    null, is Int, is Long, is Double, is Boolean -> key.toString()
    else -> "<${nameOf(key.javaClass)}>"
}

/** The elements of an array; null for any other value. */
private fun elementsOf(value: Any): List<*>? = when (value) {
    is Array<*> -> value.asList()
    is IntArray -> value.asList()
    is LongArray -> value.asList()
    is ShortArray -> value.asList()
    is DoubleArray -> value.asList()
    is FloatArray -> value.asList()
    is BooleanArray -> value.asList()
    else -> null
}

/** The text as UTF-8. Half of a surrogate pair is encoded like a character, which the core recognises. */
internal fun encode(text: String): ByteArray {
    if (!hasLoneSurrogate(text)) return text.toByteArray()
    val bytes = ByteArrayOutputStream(text.length)
    var start = 0
    for (at in text.indices) {
        if (!isLoneSurrogate(text, at)) continue
        val unit = text[at].code
        bytes.writeBytes(text.substring(start, at).toByteArray())
        bytes.write(0xE0 or (unit shr 12))
        bytes.write(0x80 or (unit shr 6 and 0x3F))
        bytes.write(0x80 or (unit and 0x3F))
        start = at + 1
    }
    bytes.writeBytes(text.substring(start).toByteArray())
    return bytes.toByteArray()
}

internal fun hasLoneSurrogate(text: String): Boolean = text.indices.any { isLoneSurrogate(text, it) }

private fun isLoneSurrogate(text: String, at: Int): Boolean {
    val unit = text[at]
    return when {
        !unit.isSurrogate() -> false
        unit.isHighSurrogate() -> at + 1 == text.length || !text[at + 1].isLowSurrogate()
        else -> at == 0 || !text[at - 1].isHighSurrogate()
    }
}
