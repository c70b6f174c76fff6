import CCurl
import Testing

/// The program names libcurl's options by number, since it loads the library without its header. The
/// library itself says here what it calls them.
@Suite struct CCurlTests {
    private func numbers(_ first: UnsafePointer<ccurl_number>) -> [(name: String, number: Int32)] {
        var entry = first
        var result: [(String, Int32)] = []
        while let name = entry.pointee.name {
            result.append((String(cString: name), entry.pointee.number))
            entry += 1
        }
        return result
    }

    @Test func optionsAreThoseOfTheLibrary() throws {
        let options = numbers(ccurl_options())
        #expect(options.count == 14)
        for option in options {
            let name = try #require(ccurl_name_of_option(option.number))
            #expect(String(cString: name) == option.name)
        }
    }

    @Test func codesAreThoseOfTheLibrary() throws {
        let codes = numbers(ccurl_codes())
        #expect(codes.count == 8)
        for code in codes {
            let text = try #require(ccurl_text_of_code(code.number))
            #expect(String(cString: text).contains(code.name))
        }
    }
}
