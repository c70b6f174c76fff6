/// Reads the restricted JSON of a safetensors header.
///
/// A header that names a tensor twice must be refused, which a general JSON reader would not see.
struct HeaderScanner {
    struct Header {
        var entries: [(name: String, type: String, shape: [Int], begin: Int, end: Int)] = []
        var metadata: [String: String] = [:]
    }

    typealias Failure = JSONScanner.Failure

    private var json: JSONScanner

    init(_ bytes: UnsafeRawBufferPointer) { json = JSONScanner(bytes) }

    mutating func scan(maximumEntryCount: Int, maximumRank: Int) throws(Failure) -> Header {
        var header = Header()
        var names: Set<[UInt8]> = []
        try json.object { json, name throws(Failure) in
            guard names.insert(Array(name.utf8)).inserted else {
                throw json.fail("the name \"\(name)\" occurs twice")
            }
            if name == "__metadata__" {
                var keys: Set<[UInt8]> = []
                try json.object { json, key throws(Failure) in
                    guard keys.insert(Array(key.utf8)).inserted else {
                        throw json.fail("the metadata key \"\(key)\" occurs twice")
                    }
                    header.metadata[key] = try json.string()
                }
                return
            }
            guard header.entries.count < maximumEntryCount else {
                throw json.fail("more than \(maximumEntryCount) tensors")
            }
            header.entries.append(try Self.entry(name, &json, maximumRank: maximumRank))
        }
        try json.end(of: "header")
        return header
    }

    private static func entry(
        _ name: String, _ json: inout JSONScanner, maximumRank: Int
    ) throws(Failure) -> (name: String, type: String, shape: [Int], begin: Int, end: Int) {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try json.object { json, key throws(Failure) in
            switch key {
            case "dtype" where type == nil: type = try json.string()
            case "shape" where shape == nil: shape = try integers(&json, limit: maximumRank)
            case "data_offsets" where offsets == nil: offsets = try integers(&json, limit: 2)
            case "dtype", "shape", "data_offsets":
                throw json.fail("tensor \"\(name)\" has \"\(key)\" twice")
            default:
                throw json.fail("tensor \"\(name)\" has the unknown key \"\(key)\"")
            }
        }
        guard let type else { throw json.fail("tensor \"\(name)\" has no \"dtype\"") }
        guard let shape else { throw json.fail("tensor \"\(name)\" has no \"shape\"") }
        guard let offsets, offsets.count == 2 else {
            throw json.fail("tensor \"\(name)\" has no \"data_offsets\" of two numbers")
        }
        return (name, type, shape, offsets[0], offsets[1])
    }

    private static func integers(
        _ json: inout JSONScanner, limit: Int
    ) throws(Failure) -> [Int] {
        var values: [Int] = []
        try json.array { json throws(Failure) in
            guard values.count < limit else {
                throw json.fail("more than \(limit) numbers in a list")
            }
            values.append(try json.integer())
        }
        return values
    }
}
