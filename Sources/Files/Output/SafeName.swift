import Foundation

/// Turns text from a list into a file or folder name that is safe everywhere.
///
/// Letters, marks and digits of any script stay, composed (NFC); `.`, `_` and `-` stay inside the
/// name; everything else becomes `-`. The result has no separator, no leading dot or dash, is not
/// a name that Windows reserves and is at most 100 bytes of UTF-8.
///
/// ```swift
/// SafeName.make("../../etc/passwd")  // "etc-passwd"
/// SafeName.make("Ба́нк 3")            // "Ба́нк-3"
/// ```
///
/// Different texts may give the same name; whoever names many folders keeps them apart.
package enum SafeName {
    /// Longest name, in bytes: leaves room for endings below the 255 of most file systems.
    static let longest = 100

    /// - Parameter fallback: the name of a text without any usable character.
    /// - Returns: a name that `make` returns unchanged.
    package static func make(_ text: String, fallback: String = "pair") -> String {
        if isPlain(text) { return text }
        let name = trimmed(replaced(text.precomposedStringWithCanonicalMapping))
        return name.isEmpty ? fallback : trimmed(shortened(unreserved(name)))
    }

    /// Whether a name stays as it is for certain, which most ids do: ASCII letters, digits, `_`, and single dashes
    /// inside.
    private static func isPlain(_ text: String) -> Bool {
        guard 1...longest ~= text.utf8.count else { return false }
        var previous = UInt8(ascii: "-")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                break
            case UInt8(ascii: "-") where previous != byte: break
            default: return false
            }
            previous = byte
        }
        return previous != UInt8(ascii: "-") && !devices.contains(text.lowercased())
    }

    /// One dash for each run of unusable scalars; marks stay only on what they can sit on.
    private static func replaced(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let follows = result.last.map { $0 != "-" && $0 != "." } ?? false
            if isUsable(scalar), !isMark(scalar) || follows {
                // "a-.b" and "a..b" say no more than "a.b", and look like traversal.
                if scalar == ".", let last = result.last, last == "-" || last == "." { continue }
                if scalar == "-", result.last == "-" { continue }
                result.append(scalar)
            } else if !isMark(scalar), result.last != "-" {
                result.append("-")
            }
        }
        return String(result)
    }

    private static func isUsable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || scalar == "." || scalar == "_" || scalar == "-"
        }
        // Hangul fillers and their like are letters that nobody can see.
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default:
            return isMark(scalar)
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Cut between characters, or inside one that is itself too long.
    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        var result = ""
        var bytes = 0
        for character in text {
            bytes += character.utf8.count
            if bytes > longest { break }
            result.append(character)
        }
        guard result.isEmpty else { return result }
        var scalars = String.UnicodeScalarView()
        bytes = 0
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > longest { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// No dot or dash at either end: hidden files, command flags, and what Windows drops.
    private static func trimmed(_ text: String) -> String {
        func isEdge(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "-" }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isEdge(first) { scalars.removeFirst() }
        while let last = scalars.last, isEdge(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static let devices: Set<String> = {
        let numbered = (0...9).flatMap { ["com\($0)", "lpt\($0)"] }
        // Windows also takes the superscript digits for ports.
        let superscript = ["¹", "²", "³"].flatMap { ["com\($0)", "lpt\($0)"] }
        return Set(["con", "prn", "aux", "nul", "conin$", "conout$"] + numbered + superscript)
    }()

    private static func unreserved(_ name: String) -> String {
        let stem = name.prefix { $0 != "." }
        guard devices.contains(stem.lowercased()) else { return name }
        return stem + "_" + name.dropFirst(stem.count)
    }
}
