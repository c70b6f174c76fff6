import Testing

@testable import Encoder

@Suite struct SafetensorsHeaderTests {
    private func parse(_ file: [UInt8]) throws -> SafetensorsHeader {
        try file.withUnsafeBytes { try SafetensorsHeader(parsing: $0, fileSize: $0.count) }
    }

    /// Parses a header that is followed by some bytes of data.
    private func parse(_ header: String, data: Int = 0) throws -> SafetensorsHeader {
        try parse(TensorFileBuilder.file(header: header, Array(repeating: 0, count: data)))
    }

    private func problem(_ file: [UInt8]) -> String {
        do {
            return "no error: \(try parse(file))"
        } catch let error as SafetensorsError {
            return error.problem
        } catch {
            return "another error: \(error)"
        }
    }

    private func problem(_ header: String, data: Int = 0) -> String {
        problem(TensorFileBuilder.file(header: header, Array(repeating: 0, count: data)))
    }

    private func entry(
        _ name: String, _ shape: String, _ offsets: String, _ type: String = "U8"
    )
        -> String
    {
        "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    // MARK: The header's length

    @Test(arguments: 0..<8) func aFileShorterThanTheLength(_ count: Int) {
        #expect(
            problem(Array(repeating: 0, count: count))
                == "the file has \(count) bytes, fewer than the 8 of a header length")
    }

    @Test(arguments: [100_000_001, 1 << 63, .max] as [UInt64])
    func aHeaderLongerThanAllowed(_ length: UInt64) {
        #expect(
            problem(littleEndian(length) + [0x7B, 0x7D])
                == "the header claims \(length) bytes, more than the 100000000 allowed")
    }

    @Test(arguments: [3, 100_000_000] as [UInt64]) func aHeaderLongerThanTheFile(_ length: UInt64) {
        #expect(
            problem(littleEndian(length) + [0x7B, 0x7D])
                == "the header claims \(length) bytes, but the file ends after 2")
    }

    // MARK: Its text

    @Test(arguments: [
        ("", 0, "expected \"{\""),
        (" {}", 0, "expected \"{\""),
        ("[]", 0, "expected \"{\""),
        ("{", 1, "expected \"\"\""),
        ("{} x", 3, "expected the end of the header"),
        ("{}{}", 2, "expected the end of the header"),
        ("{}\u{0}", 2, "expected the end of the header"),
        ("{\"a\"}", 4, "expected \":\""),
        ("{\"a\":1}", 5, "expected \"{\""),
        ("{\"a\":{},}", 7, "tensor \"a\" has no \"dtype\""),
        ("{\"a", 3, "an unterminated string"),
        ("{\"a\\", 4, "an unterminated string"),
        ("{\"a\n\":{}}", 4, "a control character in a string"),
        ("{\"\\x\":{}}", 4, "an unknown escape in a string"),
        ("{\"\\u00g0\":{}}", 6, "expected four hexadecimal digits"),
        ("{\"\\ud800\":{}}", 8, "an unpaired surrogate in a string"),
        ("{\"\\udc00\":{}}", 8, "an unpaired surrogate in a string"),
        ("{\"\\ud800\\u0041\":{}}", 14, "an unpaired surrogate in a string"),
        ("{\"__metadata__\":{\"k\":1}}", 21, "expected \"\"\""),
        ("{\"__metadata__\":{\"k\":\"v\",\"k\":\"w\"}}", 29, "the metadata key \"k\" occurs twice"),
        ("{\"__metadata__\":{},\"__metadata__\":{}}", 34, "the name \"__metadata__\" occurs twice"),
    ])
    func malformedText(_ header: String, _ offset: Int, _ expected: String) {
        #expect(problem(header) == "the header is not valid at its byte \(offset): \(expected)")
    }

    @Test func aNameThatIsNotUTF8() {
        let header: [UInt8] = Array("{\"".utf8) + [0xFF] + Array("\":{}}".utf8)
        #expect(
            problem(littleEndian(UInt64(header.count)) + header)
                == "the header is not valid at its byte 4: a string that is not UTF-8")
    }

    @Test(arguments: [
        ("{\"shape\":[],\"data_offsets\":[0,0]}", "tensor \"a\" has no \"dtype\""),
        ("{\"dtype\":\"U8\",\"data_offsets\":[0,0]}", "tensor \"a\" has no \"shape\""),
        (
            "{\"dtype\":\"U8\",\"shape\":[]}",
            "tensor \"a\" has no \"data_offsets\" of two numbers"
        ),
        (
            "{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0]}",
            "tensor \"a\" has no \"data_offsets\" of two numbers"
        ),
        (
            "{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[]}",
            "tensor \"a\" has no \"data_offsets\" of two numbers"
        ),
        ("{\"data_offsets\":[0,0,0]}", "more than 2 numbers in a list"),
        ("{\"dtype\":\"U8\",\"dtype\":\"U8\"}", "tensor \"a\" has \"dtype\" twice"),
        ("{\"shape\":[],\"shape\":[]}", "tensor \"a\" has \"shape\" twice"),
        (
            "{\"data_offsets\":[0,0],\"data_offsets\":[0,0]}",
            "tensor \"a\" has \"data_offsets\" twice"
        ),
        ("{\"strides\":[1]}", "tensor \"a\" has the unknown key \"strides\""),
        ("{\"shape\":[-1]}", "expected a whole number that is not negative"),
        ("{\"shape\":[01]}", "expected a whole number that is not negative"),
        ("{\"shape\":[1,]}", "expected a whole number that is not negative"),
        ("{\"shape\":[null]}", "expected a whole number that is not negative"),
        ("{\"shape\":[1.5]}", "expected \"]\""),
        ("{\"shape\":[1e3]}", "expected \"]\""),
        ("{\"shape\":[9223372036854775808]}", "a number too large to address"),
        ("{\"shape\":[99999999999999999999999]}", "a number too large to address"),
        ("{\"dtype\":8}", "expected \"\"\""),
        ("{\"shape\":8}", "expected \"[\""),
    ])
    func malformedEntries(_ entry: String, _ expected: String) {
        let found = problem("{\"a\":\(entry)}")
        #expect(found.hasPrefix("the header is not valid at its byte "))
        #expect(found.hasSuffix(": " + expected))
    }

    @Test func boundsTheRankAndTheNumberOfTensors() throws {
        func shape(_ rank: Int) -> String { "\(Array(repeating: 1, count: rank))" }
        #expect(
            try parse("{\(entry("a", shape(64), "[0,1]"))}", data: 1).entries[0].shape.count == 64)
        #expect(
            problem("{\(entry("a", shape(65), "[0,1]"))}", data: 1).hasSuffix(
                ": more than 64 numbers in a list"))

        let three = "{\(["a", "b", "c"].map { entry($0, "[0]", "[0,0]") }.joined(separator: ","))}"
        func count(limit: Int) throws -> Int {
            try Array(three.utf8).withUnsafeBytes { bytes in
                var scanner = HeaderScanner(bytes)
                return try scanner.scan(maximumEntryCount: limit, maximumRank: 64).entries.count
            }
        }
        #expect(try count(limit: 3) == 3)
        do {
            _ = try count(limit: 2)
            Issue.record("three tensors, where two are allowed")
        } catch let failure as HeaderScanner.Failure {
            #expect(failure.problem == "more than 2 tensors")
        }
    }

    // MARK: What it claims

    @Test func namesMayOccurOnce() {
        #expect(
            problem("{\(entry("a", "[1]", "[0,1]")),\(entry("a", "[1]", "[1,2]"))}", data: 2)
                .hasSuffix(": the name \"a\" occurs twice"))
        #expect(
            problem("{\(entry("a", "[1]", "[0,1]")),\(entry("\\u0061", "[1]", "[1,2]"))}", data: 2)
                .hasSuffix(": the name \"a\" occurs twice"))
    }

    @Test(arguments: [
        ("[1]", "[0,8]", "U8", "tensor \"a\" claims the bytes 0 to 8 of 4 bytes of data"),
        ("[1]", "[3,2]", "U8", "tensor \"a\" claims the bytes 3 to 2 of 4 bytes of data"),
        ("[1]", "[5,5]", "U8", "tensor \"a\" claims the bytes 5 to 5 of 4 bytes of data"),
        (
            "[1]", "[9223372036854775806,9223372036854775807]", "U8",
            "tensor \"a\" claims the bytes 9223372036854775806 to 9223372036854775807 of 4 bytes "
                + "of data"
        ),
        (
            "[3]", "[0,4]", "U8",
            "tensor \"a\" of type U8 and shape [3] needs 3 bytes, but 4 are given"
        ),
        (
            "[2]", "[0,4]", "F32",
            "tensor \"a\" of type F32 and shape [2] needs 8 bytes, but 4 are given"
        ),
        (
            "[]", "[0,4]", "F64",
            "tensor \"a\" of type F64 and shape [] needs 8 bytes, but 4 are given"
        ),
        (
            "[4294967296,4294967296]", "[0,4]", "U8",
            "tensor \"a\" has a shape [4294967296, 4294967296] too large to address"
        ),
        (
            "[4611686018427387904]", "[0,4]", "F32",
            "tensor \"a\" has a shape [4611686018427387904] too large to address"
        ),
        (
            "[3]", "[1,4]", "U8",
            "tensor \"a\" begins at byte 1 of the data, but the tensor before it ends at 0"
        ),
    ])
    func claimsThatDoNotHold(
        _ shape: String, _ offsets: String, _ type: String, _ expected: String
    ) {
        #expect(problem("{\(entry("a", shape, offsets, type))}", data: 4) == expected)
    }

    @Test func tensorsLieEndToEnd() {
        func pair(_ first: String, _ second: String) -> String {
            let a = entry("a", "[2]", first)
            let b = entry("b", "[2]", second)
            return problem("{\(a),\(b)}", data: 5)
        }
        #expect(
            pair("[0,2]", "[3,5]")
                == "tensor \"b\" begins at byte 3 of the data, but the tensor before it ends at 2")
        #expect(
            pair("[0,2]", "[1,3]")
                == "tensor \"b\" begins at byte 1 of the data, but the tensor before it ends at 2")
        #expect(
            pair("[0,2]", "[0,2]").hasSuffix(
                "begins at byte 0 of the data, but the tensor before it ends at 2"))
        // 8 bytes of length and two entries of 51 bytes with their braces and comma.
        let header = "{\(entry("a", "[2]", "[0,2]")),\(entry("b", "[2]", "[2,4]"))}"
        let end = 8 + header.utf8.count + 4
        #expect(
            pair("[0,2]", "[2,4]")
                == "the tensors end at byte \(end), but the file has \(end + 1) bytes")
        #expect(problem("{}", data: 1) == "the tensors end at byte 10, but the file has 11 bytes")
    }

    // MARK: What is odd but right

    /// The types of safetensors 0.8 with their sizes in bits.
    static let bits = [
        "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8,
        "F8_E4M3": 8,
        "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16, "F16": 16,
        "BF16": 16,
        "I32": 32, "U32": 32, "F32": 32, "F64": 64, "I64": 64, "U64": 64, "C64": 64,
    ]

    @Test(arguments: bits) func readsEveryNumberType(_ type: String, _ bits: Int) throws {
        // Four scalars are whole bytes of any type.
        let header = try parse(
            "{\(entry("a", "[4]", "[0,\(bits / 2)]", type))}", data: bits / 2)
        #expect(header.entries[0].type == ScalarType(rawValue: type))
        #expect(header.entries[0].type.bitCount == bits)
        #expect(header.entries[0].elementCount == 4)
        #expect(header.entries[0].type.isFloatingPoint == type.contains("F"))
        #expect(
            problem("{\(entry("a", "[4]", "[0,\(bits / 2 + 1)]", type))}", data: bits / 2 + 1)
                == "tensor \"a\" of type \(type) and shape [4] needs \(bits / 2) bytes, but "
                + "\(bits / 2 + 1) are given")
    }

    @Test func scalarsOfLessThanAByteFillWholeOnes() {
        #expect(
            problem("{\(entry("a", "[3]", "[0,2]", "F4"))}", data: 2)
                == "tensor \"a\" of type F4 and shape [3] needs 12 bits, but 2 bytes are given")
        #expect(
            problem("{\(entry("a", "[2]", "[0,1]", "F6_E2M3"))}", data: 1)
                == "tensor \"a\" of type F6_E2M3 and shape [2] needs 12 bits, but 1 bytes are given"
        )
    }

    @Test(arguments: ["F3", "F128", "X", "", "f32"])
    func typesThatAreNotKnownMayOccur(_ type: String) throws {
        let header = try parse(
            "{\(entry("a", "[2]", "[0,3]", type)),\(entry("b", "[1]", "[3,4]"))}", data: 4)
        #expect(header.entries.map(\.type.bitCount) == [nil, 8])
        #expect(header.entries.map(\.elementCount) == [2, 1])
        // Where its bytes are is checked all the same.
        #expect(
            problem("{\(entry("a", "[2]", "[0,3]", type))}", data: 4).hasPrefix(
                "the tensors end at"))
    }

    @Test func readsEmptyTensorsSingleNumbersAndNothing() throws {
        let header = try parse(
            "{\(entry("none", "[3,0]", "[0,0]")),\(entry("one", "[]", "[0,4]", "F32")),"
                + "\(entry("last", "[0]", "[4,4]"))}", data: 4)
        #expect(header.entries.map(\.name) == ["none", "one", "last"])
        #expect(header.entries.map(\.shape) == [[3, 0], [], [0]])
        #expect(header.entries.map(\.elementCount) == [0, 1, 0])
        #expect(try parse("{}").entries.isEmpty)
        #expect(try parse("{ }").entries.isEmpty)
    }

    @Test func entriesComeInTheOrderOfTheirBytes() throws {
        let text =
            "{\(entry("b", "[2]", "[1,3]")),\(entry("c", "[1]", "[3,4]")),\(entry("a", "[1]", "[0,1]"))}"
        let header = try parse(text, data: 4)
        let start = 8 + text.utf8.count
        #expect(header.entries.map(\.name) == ["a", "b", "c"])
        #expect(
            header.entries.map(\.bytes) == [
                start..<start + 1, start + 1..<start + 3, start + 3..<start + 4,
            ])
    }

    @Test func readsSpacesAndMetadata() throws {
        let header = try parse(
            "{ \"__metadata__\" : { \"format\" : \"pt\" , \"\" : \"\" } ,\n\t\"a\" : { \"shape\" : [ 1 , 1 ] ,"
                + " \"data_offsets\" : [ 0 , 1 ] , \"dtype\" : \"BOOL\" } }    ", data: 1)
        #expect(header.metadata == ["format": "pt", "": ""])
        #expect(header.entries.map(\.shape) == [[1, 1]])
    }

    @Test(arguments: [
        ("\\u00e9", "é"), ("\\ud83c\\udf0a", "🌊"), ("\\\"\\\\\\/", "\"\\/"),
        ("\\b\\f\\n\\r\\t", "\u{8}\u{C}\n\r\t"), ("\\u0000", "\0"), ("", ""), ("日本", "日本"),
    ])
    func readsEscapedNames(_ written: String, _ name: String) throws {
        let header = try parse("{\(entry(written, "[1]", "[0,1]"))}", data: 1)
        #expect(header.entries.map { Array($0.name.utf8) } == [Array(name.utf8)])
    }

    @Test func namesAreComparedByteByByte() throws {
        let header = try parse(
            "{\(entry("\u{E9}", "[1]", "[0,1]")),\(entry("e\u{301}", "[1]", "[1,2]"))}", data: 2)
        #expect(header.entries.map { $0.name.utf8.count } == [2, 3])
    }

    // MARK: Damage

    @Test func damageNeverGoesUnnoticedInWhatIsUsed() throws {
        let text =
            "{\"__metadata__\":{\"format\":\"pt\"},\(entry("a.weight", "[2,3]", "[0,24]", "F32")),"
            + "\(entry("b\\u00e9", "[]", "[24,32]", "I64")),\(entry("c", "[5,0]", "[32,32]", "F16"))} "
        let original = TensorFileBuilder.file(header: text, Array(repeating: 7, count: 32))
        #expect(try parse(original).entries.count == 3)
        var random = SeededGenerator(2)
        var survivors = 0
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(
                    in: 0..<min(bytes.count, 8 + text.utf8.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1:
                    bytes[place] =
                        Array("{}[]\",:0123456789 \\u".utf8).randomElement(using: &random) ?? 0
                case 2: bytes.remove(at: place)
                default: bytes.insert(bytes[place], at: place)
                }
            }
            do {
                let header = try parse(bytes)
                survivors += 1
                // Whatever the header says now, it says it of exactly these bytes.
                var end = header.entries.first?.bytes.lowerBound ?? bytes.count
                for entry in header.entries {
                    #expect(entry.bytes.lowerBound == end)
                    if let bits = entry.type.bitCount {
                        #expect(
                            elementCount(of: entry.shape).map { $0 * bits }
                                == 8 * entry.bytes.count)
                    }
                    end = entry.bytes.upperBound
                }
                #expect(end == bytes.count)
            } catch is SafetensorsError {
            }
        }
        // Changes of a name or of the metadata are no damage to the format.
        #expect(survivors > 100 && survivors < 10_000)
    }
}
