import Testing

@testable import Encoder

@Suite struct JSONScannerTests {
    /// Runs a scanner on a text; an error is its byte and its problem.
    private func scan<R>(
        _ text: String, _ body: (inout JSONScanner) throws(JSONScanner.Failure) -> R
    ) -> Result<R, JSONScanner.Failure> {
        scan(Array(text.utf8), body)
    }

    private func scan<R>(
        _ bytes: [UInt8], _ body: (inout JSONScanner) throws(JSONScanner.Failure) -> R
    ) -> Result<R, JSONScanner.Failure> {
        bytes.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes)
            return Result { () throws(JSONScanner.Failure) in
                let result = try body(&scanner)
                try scanner.end(of: "text")
                return result
            }
        }
    }

    private func value(_ text: String) -> JSONValue? {
        try? scan(text) { scanner throws(JSONScanner.Failure) in try scanner.value() }.get()
    }

    private func problem(_ text: String) -> String {
        switch scan(text, { scanner throws(JSONScanner.Failure) in try scanner.value() }) {
        case .success(let value): "read \(value)"
        case .failure(let failure): "\(failure.offset): \(failure.problem)"
        }
    }

    @Test func readsValues() {
        #expect(value("null") == .null)
        #expect(value(" true ") == .bool(true))
        #expect(value("-12") == .integer(-12))
        #expect(value("0") == .integer(0))
        #expect(value("1.5e3") == .number(1500))
        #expect(value("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(value("[]") == .array([]))
        #expect(
            value("[1, \"a\", [null]]") == .array([.integer(1), .string("a"), .array([.null])]))
        #expect(
            value("{ \"a\" : {} , \"b\":false }")
                == .object([
                    .init(name: "a", value: .object([])), .init(name: "b", value: .bool(false)),
                ]))
    }

    @Test func readsEscapes() {
        #expect(value(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
        #expect(value(#""\u0041\u00e9\ud83d\ude00""#) == .string("Aé😀"))
        #expect(value(#""a\u0000b""#) == .string("a\0b"))
    }

    @Test(arguments: [
        ("", "0: expected a value"),
        ("[1,]", "3: expected a value"),
        ("[1", "2: expected \"]\""),
        ("{\"a\"}", "4: expected \":\""),
        ("{a:1}", "1: expected \"\"\""),
        ("{\"a\":1,\"a\":2}", "11: the name \"a\" occurs twice"),
        ("\"a", "2: an unterminated string"),
        ("\"a\nb\"", "3: a control character in a string"),
        (#""\x""#, "3: an unknown escape in a string"),
        (#""\u12g4""#, "5: expected four hexadecimal digits"),
        (#""\ud800""#, "7: an unpaired surrogate in a string"),
        ("nul", "3: expected a value"),
        ("nan", "3: expected a value"),
        ("0x10", "4: expected a value"),
        ("1 2", "2: expected the end of the text"),
    ])
    func tellsWhereItStops(_ text: String, _ expected: String) {
        #expect(problem(text) == expected)
    }

    @Test func refusesBytesThatAreNotText() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        ] {
            let result = scan(bytes) { scanner throws(JSONScanner.Failure) in try scanner.string() }
            #expect(throws: JSONScanner.Failure.self) { try result.get() }
        }
    }

    @Test func refusesDeepNesting() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(problem(deep) == "64: more than 64 levels of arrays and objects")
        #expect(value(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) != nil)
    }

    @Test func integersAreExact() {
        func integer(_ text: String) -> Int? {
            try? scan(text) { scanner throws(JSONScanner.Failure) in try scanner.integer() }.get()
        }
        #expect(integer("9223372036854775807") == .max)
        #expect(integer("9223372036854775808") == nil)
        #expect(integer("01") == nil)
        #expect(integer("-1") == nil)
        #expect(integer("1.0") == nil)
    }

    /// Names are bytes: composed and decomposed ones differ.
    @Test func namesAreCompared() {
        #expect(value("{\"\u{E9}\":1,\"e\u{301}\":2}") != nil)
        #expect(problem("{\"\u{E9}\":1,\"\\u00e9\":2}").hasSuffix("occurs twice"))
    }
}
