import Foundation
import TestSupport
import Testing

@testable import Files

struct CSVTests {
    private func line(_ fields: [String]) -> String {
        var table = CSV(header: ["h"])
        table.append(fields)
        return String(decoding: table.bytes.dropFirst(3), as: UTF8.self)
    }

    @Test func linesEndInCRLF() {
        #expect(line(["a", "b"]) == "a,b\r\n")
    }

    @Test func numbersHaveSixSignificantDigits() {
        #expect(CSV.number(0.15424286) == "0.154243")
        #expect(CSV.number(-3.4069414) == "-3.40694")
        #expect(CSV.number(123456.78) == "123457.0")
        #expect(CSV.number(0.00001234567) == "1.23457e-05")
        #expect(CSV.number(1) == "1.0" && CSV.number(0) == "0.0")
        #expect(CSV.number(.nan) == "nan" && CSV.number(-.infinity) == "-inf")
        for value: Float in [.leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e-20, 7e9] {
            #expect(Float(CSV.number(value)) == value)
        }
        var value: Float = 9.87654321e-13
        while value < 1e5 {
            let text = CSV.number(value)
            #expect(abs((Float(text) ?? 0) - value) <= 5.1e-6 * value && text.utf8.count <= 12)
            value *= 3.7
        }
    }

    @Test func quotesOnlyWhatNeedsIt() {
        #expect(line(["a,b"]) == "\"a,b\"\r\n")
        #expect(line(["say \"hi\""]) == "\"say \"\"hi\"\"\"\r\n")
        #expect(line(["\n", "\r"]) == "\"\n\",\"\r\"\r\n")
        #expect(line(["a b", ""]) == "a b,\r\n")
        #expect(line([""]) == "\"\"\r\n")
    }

    @Test func seesAQuoteOrCommaUnderACombiningMark() {
        #expect(
            line(["\"\u{301}"]).unicodeScalars.elementsEqual("\"\"\"\u{301}\"\r\n".unicodeScalars))
        #expect(line([",\u{301}"]).unicodeScalars.elementsEqual("\",\u{301}\"\r\n".unicodeScalars))
    }

    @Test func keepsFormulasAsTheyAre() {
        #expect(line(["=1+1", "@x", "-2"]) == "=1+1,@x,-2\r\n")
    }

    @Test func partsThatRecordsShareGiveTheSameRecords() {
        var table = CSV(header: ["a,b"])
        var other = table
        var random = SeededGenerator(11)
        var numbers: [Float] = [
            0.25, 1e-7, -3, 0, -0.0, 0.001, 0.000_999_999_9, 9999.99, 9999.995, 1e4, 0.999_999_5,
            0.099_999_95, 123.456, .nan, .infinity,
        ]
        for exponent in -5...5 {
            let scale = Float(pow(10.0, Double(exponent)))
            numbers += (0..<200).map { _ in Float.random(in: -1...1, using: &random) * scale }
        }
        for (index, number) in numbers.enumerated() {
            let text = ["x", "\"q\"", ""][index % 3]
            table.append([text, "y,z", "1", CSV.number(number)])
            other.append(
                encoded: other.encoded([text, "y,z"]), other.encoded(["1"]), number: number)
        }
        #expect(table.bytes == other.bytes)
    }

    @Test func exactNumbersAreThoseOfTheirDescriptions() {
        var table = CSV(header: ["a"])
        var other = table
        let numbers: [Float] = [0.1, 1, -0.0, 1e-20, 16_777_216, .greatestFiniteMagnitude]
        table.append(["x,y"] + numbers.map(\.description))
        other.append("x,y", exact: numbers)
        #expect(table.bytes == other.bytes)
    }
}
