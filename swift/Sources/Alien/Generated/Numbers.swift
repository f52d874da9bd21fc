// The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.

/// The methods of the builders.
package enum Method {
    package static let container: UInt32 = 0
    package static let from: UInt32 = 1
    package static let port: UInt32 = 2
    package static let ports: UInt32 = 3
    package static let expose: UInt32 = 4
    package static let exposePort: UInt32 = 5
    package static let minReplicas: UInt32 = 6
    package static let maxReplicas: UInt32 = 7
    package static let autoScale: UInt32 = 8
    package static let persistentStorage: UInt32 = 9
    package static let environment: UInt32 = 10
    package static let link: UInt32 = 11
    package static let stack: UInt32 = 12
    package static let fromStack: UInt32 = 13
    package static let add: UInt32 = 14
    package static let addBuilder: UInt32 = 15
    package static let code: UInt32 = 16
    package static let cpu: UInt32 = 17
    package static let memory: UInt32 = 18
    package static let gpu: UInt32 = 19
    package static let replicas: UInt32 = 20
    package static let stateful: UInt32 = 21
    package static let ephemeralStorage: UInt32 = 22
    package static let healthCheck: UInt32 = 23
    package static let permissions: UInt32 = 24
    package static let cluster: UInt32 = 25
    package static let pool: UInt32 = 26
    package static let command: UInt32 = 27
}

/// The kinds of words of a tape.
package enum Kind {
    package static let null: UInt32 = 0
    package static let bool: UInt32 = 1
    package static let integer: UInt32 = 2
    package static let float: UInt32 = 4
    package static let string: UInt32 = 5
    package static let array: UInt32 = 6
    package static let object: UInt32 = 7
    package static let foreign: UInt32 = 8
    package static let unpaired: UInt32 = 9
    package static let classObject: UInt32 = 10
    package static let call: UInt32 = 11
    package static let close: UInt32 = 12
    package static let notUtf8: UInt32 = 13
}

/// The kinds of foreign values, which JSON doesn't have.
package enum Foreign {
    package static let instance: UInt32 = 0
    package static let undefined: UInt32 = 1
    package static let bigInt: UInt32 = 2
    package static let symbol: UInt32 = 3
    package static let function: UInt32 = 4
    package static let bytes: UInt32 = 5
    package static let decimal: UInt32 = 6
    package static let threw: UInt32 = 7
    package static let cycle: UInt32 = 8
    package static let tooDeep: UInt32 = 9
    package static let tooLarge: UInt32 = 10
    package static let keyed: UInt32 = 11
    package static let builder: UInt32 = 12
    package static let `class`: UInt32 = 13
    package static let awaitable: UInt32 = 14
    package static let map: UInt32 = 15
    package static let entries: UInt32 = 16
    package static let set: UInt32 = 17
    package static let iterator: UInt32 = 18
    package static let numberArray: UInt32 = 19
    package static let date: UInt32 = 20
    package static let url: UInt32 = 21
    package static let regExp: UInt32 = 22
    package static let error: UInt32 = 23
    package static let boxedString: UInt32 = 24
    package static let boxedNumber: UInt32 = 25
    package static let boxedBoolean: UInt32 = 26
    package static let enumMember: UInt32 = 27
    package static let dataclass: UInt32 = 28
    package static let attrs: UInt32 = 29
    package static let model: UInt32 = 30
    package static let `struct`: UInt32 = 31
    package static let namespace: UInt32 = 32
    package static let iterable: UInt32 = 33
    package static let asyncIterable: UInt32 = 34
    package static let arrayLike: UInt32 = 35
    package static let isoFormat: UInt32 = 36
    package static let filePath: UInt32 = 37
    package static let real: UInt32 = 38
    package static let numpyBool: UInt32 = 39
    package static let printable: UInt32 = 40
}

/// The sizes of parts of words, and the default limits.
package enum Size {
    package static let kindBits: UInt32 = 4
    package static let nameBits: UInt32 = 8
    package static let limitBytes: UInt32 = 16777216
    package static let limitDepth: UInt32 = 128
}
