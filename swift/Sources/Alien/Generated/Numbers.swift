// The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.

/// The methods of the builders.
enum Method {
    static let container: UInt32 = 0
    static let from: UInt32 = 1
    static let port: UInt32 = 2
    static let ports: UInt32 = 3
    static let expose: UInt32 = 4
    static let exposePort: UInt32 = 5
    static let minReplicas: UInt32 = 6
    static let maxReplicas: UInt32 = 7
    static let autoScale: UInt32 = 8
    static let persistentStorage: UInt32 = 9
    static let environment: UInt32 = 10
    static let link: UInt32 = 11
    static let stack: UInt32 = 12
    static let fromStack: UInt32 = 13
    static let add: UInt32 = 14
    static let addBuilder: UInt32 = 15
    static let code: UInt32 = 16
    static let cpu: UInt32 = 17
    static let memory: UInt32 = 18
    static let gpu: UInt32 = 19
    static let replicas: UInt32 = 20
    static let stateful: UInt32 = 21
    static let ephemeralStorage: UInt32 = 22
    static let healthCheck: UInt32 = 23
    static let permissions: UInt32 = 24
    static let cluster: UInt32 = 25
    static let pool: UInt32 = 26
    static let command: UInt32 = 27
}

/// The kinds of words of a tape.
enum Kind {
    static let null: UInt32 = 0
    static let bool: UInt32 = 1
    static let integer: UInt32 = 2
    static let float: UInt32 = 4
    static let string: UInt32 = 5
    static let array: UInt32 = 6
    static let object: UInt32 = 7
    static let foreign: UInt32 = 8
    static let unpaired: UInt32 = 9
    static let classObject: UInt32 = 10
    static let call: UInt32 = 11
    static let close: UInt32 = 12
    static let notUtf8: UInt32 = 13
}

/// The kinds of foreign values, which JSON doesn't have.
enum Foreign {
    static let instance: UInt32 = 0
    static let undefined: UInt32 = 1
    static let bigInt: UInt32 = 2
    static let symbol: UInt32 = 3
    static let function: UInt32 = 4
    static let bytes: UInt32 = 5
    static let decimal: UInt32 = 6
    static let threw: UInt32 = 7
    static let cycle: UInt32 = 8
    static let tooDeep: UInt32 = 9
    static let tooLarge: UInt32 = 10
    static let keyed: UInt32 = 11
    static let builder: UInt32 = 12
    static let class: UInt32 = 13
    static let awaitable: UInt32 = 14
    static let map: UInt32 = 15
    static let entries: UInt32 = 16
    static let set: UInt32 = 17
    static let iterator: UInt32 = 18
    static let numberArray: UInt32 = 19
    static let date: UInt32 = 20
    static let url: UInt32 = 21
    static let regExp: UInt32 = 22
    static let error: UInt32 = 23
    static let boxedString: UInt32 = 24
    static let boxedNumber: UInt32 = 25
    static let boxedBoolean: UInt32 = 26
    static let enumMember: UInt32 = 27
    static let dataclass: UInt32 = 28
    static let attrs: UInt32 = 29
    static let model: UInt32 = 30
    static let struct: UInt32 = 31
    static let namespace: UInt32 = 32
    static let iterable: UInt32 = 33
    static let asyncIterable: UInt32 = 34
    static let arrayLike: UInt32 = 35
    static let isoFormat: UInt32 = 36
    static let filePath: UInt32 = 37
    static let real: UInt32 = 38
    static let numpyBool: UInt32 = 39
    static let printable: UInt32 = 40
}

/// The sizes of parts of words, and the default limits.
enum Size {
    static let kindBits: UInt32 = 4
    static let nameBits: UInt32 = 8
    static let limitBytes: UInt32 = 16777216
    static let limitDepth: UInt32 = 128
}
