package alien

import java.util.concurrent.atomic.AtomicLong

/** How many more calls are recorded with their file and line. Finding them takes microseconds, so there is a limit. */
private val remaining = AtomicLong(2000)

private val walker = StackWalker.getInstance()

/** Sets how many more calls are recorded with their file and line. */
internal fun setRemainingSites(count: Long) = remaining.set(count)

/** Where a call was made. The line is counted from 1. */
internal class CallSite(val file: String, val line: Int)

/** Where the program called this package; null if the limit is reached or the class file doesn't tell. */
internal fun callSite(): CallSite? {
    if (remaining.get() <= 0) return null
    remaining.decrementAndGet()
    val caller = walker.walk { frames -> frames.filter { !isOwn(it.className) }.findFirst() }.orElse(null)
    val file = caller?.fileName
    return if (file == null || caller.lineNumber <= 0) null else CallSite(file, caller.lineNumber)
}

private const val PACKAGE = "alien."

private fun isOwn(className: String) =
    className.startsWith(PACKAGE) && className.indexOf('.', PACKAGE.length) == -1
