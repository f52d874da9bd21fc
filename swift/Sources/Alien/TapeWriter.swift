import Foundation

/// Writes values as a tape, which the Rust core reads; see `core/src/document/tape.rs`.
struct TapeWriter {
    /// The maximum number of words and of bytes of text. A value with shared parts can expand to more than fits into memory.
    private static let maxWords = 1 << 22
    private static let maxBytes = 1 << 26
    /// The number of objects and arrays in each other that an argument of a call may have. A declaration may have one more.
    static let roomInCall = Int(Size.limitDepth) - 1

    private var words: [UInt32] = []
    private var text: [UInt8] = []

    /// The tape, as the library takes it.
    var tape: Tape {
        let bytes = words.map { $0.littleEndian }.withUnsafeBufferPointer { Data(buffer: $0) }
        return Tape(words: bytes, text: Data(text))
    }

    /// The tape with all its values in an array.
    var array: Tape {
        var whole = TapeWriter()
        whole.write(Kind.array)
        whole.append(self)
        whole.write(Kind.close)
        return whole.tape
    }

    /// Starts a call. Its arguments are written next.
    mutating func openCall(_ method: UInt32) {
        write(Kind.call, method)
    }

    /// Ends a call.
    mutating func closeCall() {
        write(Kind.close)
    }

    /// Returns whether a tape may be appended without exceeding the maximum size.
    func hasRoom(for other: TapeWriter) -> Bool {
        words.count + other.words.count <= Self.maxWords && text.count + other.text.count < Self.maxBytes
    }

    mutating func append(_ other: TapeWriter) {
        words.append(contentsOf: other.words)
        text.append(contentsOf: other.text)
    }

    /// Writes what stands for a value that is too large.
    mutating func writeTooLarge() {
        write(Kind.foreign, Foreign.tooLarge)
    }

    /// Writes a value. `room` is the number of objects and arrays in each other that it may have.
    mutating func write(_ value: JSONValue, room: Int) {
        let (wordCount, byteCount) = (words.count, text.count)
        if !writePart(value, room: room) {
            words.removeLast(words.count - wordCount)
            text.removeLast(text.count - byteCount)
            writeTooLarge()
        }
    }

    /// Returns false if the tape becomes too large.
    private mutating func writePart(_ value: JSONValue, room: Int) -> Bool {
        guard words.count <= Self.maxWords else { return false }
        switch value {
        case .null:
            write(Kind.null)
        case .bool(let value):
            write(Kind.bool, value ? 1 : 0)
        case .number(let value):
            write(value)
        case .string(let value):
            if !writeString(value) { writeTooLarge() }
        case .array(let elements):
            guard room > 0 else {
                write(Kind.foreign, Foreign.tooDeep)
                return true
            }
            write(Kind.array)
            for element in elements {
                guard writePart(element, room: room - 1) else { return false }
            }
            write(Kind.close)
        case .object(let members):
            guard room > 0 else {
                write(Kind.foreign, Foreign.tooDeep)
                return true
            }
            write(Kind.object)
            for member in members {
                guard writeString(member.key), writePart(member.value, room: room - 1) else { return false }
            }
            write(Kind.close)
        }
        return true
    }

    private mutating func write(_ kind: UInt32, _ payload: UInt32 = 0) {
        words.append(kind | (payload << Size.kindBits))
    }

    private mutating func write(_ number: Double) {
        if number >= 0, number < 268_435_456, number == number.rounded() {
            write(Kind.integer, UInt32(number))
            return
        }
        let bits = number.bitPattern
        write(Kind.float)
        words.append(UInt32(truncatingIfNeeded: bits))
        words.append(UInt32(truncatingIfNeeded: bits >> 32))
    }

    /// Writes a string or key. Returns false, and writes nothing, if the text of the tape would become too long.
    private mutating func writeString(_ string: String) -> Bool {
        let count = string.utf8.count
        guard text.count + count < Self.maxBytes else { return false }
        write(Kind.string, UInt32(count))
        text.append(contentsOf: string.utf8)
        return true
    }
}
