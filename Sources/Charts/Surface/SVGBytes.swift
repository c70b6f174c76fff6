/// UTF-8 to which markup and numbers are appended, without the C library's printing.
struct SVGBytes {
    var bytes: [UInt8] = []
    /// The colours that were written as attributes.
    var paints: Set<SVGPaint> = []

    /// Stands for the prefix of ids until it is known; no byte of a text.
    private static let placeholder: UInt8 = 0xFF

    mutating func add(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The place of the prefix that tells the ids of figures apart.
    mutating func addPrefix() { bytes.append(Self.placeholder) }

    /// Appends bytes with the prefix in its places.
    mutating func add(_ other: [UInt8], prefix: [UInt8]) {
        for piece in other.split(
            separator: Self.placeholder, maxSplits: .max, omittingEmptySubsequences: false)
        {
            bytes += piece
            bytes += prefix
        }
        bytes.removeLast(prefix.count)
    }

    mutating func add(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        add(number.magnitude)
    }

    /// A number with at most so many digits after the point, without zeros at the end; what is not
    /// finite or beyond 10¹² is 0.
    mutating func add(_ number: Double, decimals: Int = 2) {
        var unit: UInt = 1
        for _ in 0..<decimals { unit *= 10 }
        guard abs(number) < 1e12 else {
            bytes.append(UInt8(ascii: "0"))
            return
        }
        let scaled = UInt((abs(number) * Double(unit)).rounded())
        if number < 0, scaled > 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = scaled % unit
        if scaled >= unit || rest == 0 { add(scaled / unit) }
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        while rest > 0 {
            unit /= 10
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
        }
    }

    /// A number after another; a minus sign needs no space before it.
    mutating func addSeparated(_ number: Int) {
        if number >= 0 { bytes.append(UInt8(ascii: " ")) }
        add(number)
    }

    /// A number after another, with at most two digits after the point.
    mutating func addSeparated(_ number: Double) {
        let start = bytes.count
        add(number)
        if bytes[start] != UInt8(ascii: "-") { bytes.insert(UInt8(ascii: " "), at: start) }
    }

    /// A number, not negative, as a part of an id, in few characters.
    mutating func add(id number: Int) {
        if number >= 62 { add(id: number / 62) }
        bytes.append(Self.idDigits[number % 62])
    }

    /// Ids tell large letters from small ones.
    static let idDigits = Array(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    /// A colour as six hexadecimal digits, without its alpha.
    mutating func add(_ color: Color) {
        for channel in [color.red, color.green, color.blue] {
            for digit in [channel >> 4, channel & 15] {
                bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
            }
        }
    }

    private mutating func add(_ number: UInt) {
        if number >= 10 { add(number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
