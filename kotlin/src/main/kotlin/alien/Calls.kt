package alien

/** The nesting limit for an argument. It is one lower than for the declaration that contains the argument. */
private const val INSIDE = Size.LIMIT_DEPTH - 1

/** The recorded calls of a builder, in the order in which they were made. Threads may use it at the same time. */
internal class Calls {
    private val tape = TapeWriter()

    /** Where each call was made, if that is known. */
    private val sites = ArrayList<CallSite?>()

    /** A copy, to which other calls can be added. */
    @Synchronized
    fun copy(): Calls = Calls().also { copy ->
        copy.tape.append(tape)
        copy.sites.addAll(sites)
    }

    /** Records a call. Reading its arguments may run code of the program, which may use this builder. */
    fun record(method: Int, vararg arguments: Any?) {
        val call = callOf(method, arguments)
        val site = callSite()
        synchronized(this) {
            tape.append(if (tape.hasRoomFor(call)) call else tooLarge(method))
            sites.add(site)
        }
    }

    /** Records the calls of a builder that is added to a stack, then the call that adds it. */
    fun recordBuilder(added: Calls, vararg arguments: Any?) {
        val builder = added.copy()
        builder.tape.append(callOf(Method.addBuilder, arguments))
        builder.sites.add(callSite())
        synchronized(this) {
            if (tape.hasRoomFor(builder.tape)) {
                tape.append(builder.tape)
                sites.addAll(builder.sites)
            } else {
                tape.append(tooLarge(Method.add))
                sites.add(builder.sites.last())
            }
        }
    }

    /** A call whose arguments are too large. */
    private fun tooLarge(method: Int) = TapeWriter().apply {
        openCall(method)
        writeTooLarge()
        close()
    }

    private fun callOf(method: Int, arguments: Array<out Any?>) = TapeWriter().apply {
        openCall(method)
        for (argument in arguments) writeValue(argument, INSIDE)
        close()
    }

    /** All calls as a tape. */
    fun toTape(): Tape = TapeWriter().run {
        openArray()
        synchronized(this@Calls) { append(tape) }
        close()
        toTape()
    }

    /** The calls as source code, without values that may be secret. */
    override fun toString(): String = native { nativeCallTexts(toTape(), HostLanguage.KOTLIN) }.joinToString("\n  ")

    /** Builds the declaration, and returns its JSON and its warnings. `id` is that of the declaration, if it is known. */
    fun build(id: String?): ValidDeclaration {
        val (json, failure) = validateFor(id)
        if (json == null) throw ValidationException(failure.message, failure.report)
        return ValidDeclaration(json, failure.report)
    }

    /** Validates the declaration. */
    fun validate(): Report = validateFor(null).second.report

    /** The JSON of the declaration if it is valid, and the message and the report about its problems. */
    private fun validateFor(id: String?): Pair<String?, Failure> {
        val (calls, places) = synchronized(this) { toTape() to places() }
        return native {
            val (json, report) = nativeBuild(calls, HostLanguage.KOTLIN)
            // Only what has problems is validated again, to show where they are.
            val failure = when {
                report.diagnostics.isEmpty() -> Failure("", report)
                else -> nativeBuildFailure(calls, HostLanguage.KOTLIN, places, id?.let(::encode))
            }
            json to failure
        }
    }

    private fun places(): List<CallPlace> = sites.mapIndexedNotNull { call, site ->
        site?.let { CallPlace(call.toLong(), encode(it.file), it.line.toLong(), null) }
    }
}
