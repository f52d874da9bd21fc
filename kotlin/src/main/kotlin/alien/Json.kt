package alien

/**
 * Reads JSON that the core wrote: there are no spaces, and it is valid. Objects become maps, arrays lists, and numbers `Long` or
 * `Double`.
 */
internal fun readJson(json: String): Any? = JsonReader(json).readValue()

/** Reads the JSON of a declaration, which is an object. */
@Suppress("UNCHECKED_CAST")
internal fun readObject(json: String): Map<String, Any?> = readJson(json) as Map<String, Any?>

private class JsonReader(private val json: String) {
    private var at = 0

    fun readValue(): Any? = when (json[at]) {
        '{' -> readMembers()
        '[' -> readElements()
        '"' -> readString()
        't' -> skip("true", true)
        'f' -> skip("false", false)
        'n' -> skip("null", null)
        else -> readNumber()
    }

    private fun <T> skip(word: String, value: T): T {
        at += word.length
        return value
    }

    private fun readMembers(): Map<String, Any?> = buildMap {
        readItems('}') {
            val key = readString()
            at++
            put(key, readValue())
        }
    }

    private fun readElements(): List<Any?> = buildList {
        readItems(']') { add(readValue()) }
    }

    /** Reads items, each with the character before it: the opening brace or bracket, or a comma. */
    private inline fun readItems(end: Char, readItem: () -> Unit) {
        if (json[at + 1] == end) at++
        while (json[at] != end) {
            at++
            readItem()
        }
        at++
    }

    private fun readNumber(): Number {
        val start = at
        while (at < json.length && json[at] !in ",]}") at++
        val text = json.substring(start, at)
        return text.toLongOrNull() ?: text.toDouble()
    }

    private fun readString(): String {
        val start = ++at
        while (json[at] != '"' && json[at] != '\\') at++
        if (json[at] == '"') return json.substring(start, at++)
        val text = StringBuilder(json.substring(start, at))
        while (json[at] != '"') text.append(readCharacter())
        at++
        return text.toString()
    }

    private fun readCharacter(): Char {
        val character = json[at++]
        if (character != '\\') return character
        return when (val escaped = json[at++]) {
            'b' -> '\b'
            'f' -> '\u000C'
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'u' -> json.substring(at, at + 4).toInt(16).toChar().also { at += 4 }
            else -> escaped
        }
    }
}

/** Writes text as a string of JSON. It may be null, since Java may pass null. */
internal fun quote(text: String?): String = text?.asSequence()?.joinToString("", "\"", "\"") {
    when {
        it == '"' || it == '\\' -> "\\$it"
        it < ' ' || it.isSurrogate() -> "\\u%04x".format(it.code)
        else -> it.toString()
    }
} ?: "null"
