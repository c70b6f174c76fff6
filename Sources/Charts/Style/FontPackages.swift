/// The Debian packages whose fonts have a character.
enum FontPackage: String {
    case core = "fonts-noto-core"
    case cjk = "fonts-noto-cjk"
    case emoji = "fonts-noto-color-emoji"
    /// Rare Chinese characters.
    case hanazono = "fonts-hanazono"
    /// What nobody else has, as coarse pixels.
    case unifont = "fonts-unifont"

    /// The package to install for a character; `nil` when Debian 12 has none, as for characters of
    /// private use.
    init?(for scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .unassigned, .privateUse, .surrogate, .control: return nil
        default: break
        }
        let properties = scalar.properties
        if properties.isEmojiPresentation || (properties.isEmoji && scalar.value >= 0x1F000) {
            self = .emoji
            return
        }
        guard let run = Self.runs.last(where: { $0.first <= scalar.value }),
            let package = run.package
        else { return nil }
        self = package
    }

    /// From which code point on which package is the one to install, up to the next entry; emoji
    /// are left out.
    ///
    /// Made from the character maps of the fonts in Debian 12: Noto where it has the character, and
    /// of its packages the one made for the script.
    private static let runs: [(first: UInt32, package: FontPackage?)] = [
        (0x00A1, .core), (0x05EF, .unifont), (0x05F0, .core), (0x061D, .unifont), (0x061E, .core),
        (0x0860, .unifont), (0x08A0, .core), (0x08B5, .unifont), (0x08B6, .core),
        (0x08BF, .unifont), (0x08D3, .core), (0x0B55, .unifont), (0x0B56, .core),
        (0x0C3C, .unifont), (0x0C3D, .core), (0x0C5D, .unifont), (0x0C60, .core),
        (0x0CDD, .unifont), (0x0CDE, .core), (0x1100, .cjk), (0x1200, .core), (0x170D, .unifont),
        (0x170E, .core), (0x1715, .unifont), (0x1720, .core), (0x180F, .unifont), (0x1810, .core),
        (0x1AC1, .unifont), (0x1B00, .core), (0x1B4C, .unifont), (0x1B50, .core),
        (0x1B7D, .unifont), (0x1B80, .core), (0x1CFA, .unifont), (0x1D00, .core),
        (0x1DFA, .unifont), (0x1DFB, .core), (0x20C0, .unifont), (0x20D0, .core),
        (0x23B7, .unifont), (0x23B8, .hanazono), (0x23BE, .core), (0x2500, .cjk), (0x25A0, .core),
        (0x2C2F, .unifont), (0x2C30, .core), (0x2C5F, .unifont), (0x2C60, .core),
        (0x2E53, .unifont), (0x2E80, .cjk), (0x31BC, .unifont), (0x31C0, .cjk),
        (0x332C, .hanazono), (0x332D, .cjk), (0x4DB6, .unifont), (0x4DC0, .core), (0x4E00, .cjk),
        (0x9FF0, .unifont), (0xA000, .core), (0xA7C0, .unifont), (0xA7C2, .core),
        (0xA7D0, .unifont), (0xA7F5, .core), (0xA960, .cjk), (0xA980, .core), (0xAC00, .cjk),
        (0xFA70, .hanazono), (0xFB00, .core), (0xFBC2, .unifont), (0xFBD3, .core),
        (0xFD40, .unifont), (0xFD50, .core), (0xFDCF, .unifont), (0xFDF0, .core),
        (0xFDFE, .unifont), (0xFE00, .core), (0xFE01, .hanazono), (0xFE10, .cjk), (0xFE20, .core),
        (0xFE30, .cjk), (0xFE70, .core), (0xFF01, .cjk), (0xFFFC, .core), (0x10570, .unifont),
        (0x10600, .core), (0x10780, .unifont), (0x10800, .core), (0x10F70, .unifont),
        (0x10FE0, .core), (0x11070, .unifont), (0x1107F, .core), (0x110C2, .unifont),
        (0x110D0, .core), (0x11147, .unifont), (0x11150, .core), (0x116B9, .unifont),
        (0x116C0, .core), (0x11740, .unifont), (0x11800, .core), (0x11900, .unifont),
        (0x11A00, .core), (0x11AB0, .unifont), (0x11AC0, .core), (0x11EE0, .unifont),
        (0x11FC0, .core), (0x12F90, .unifont), (0x13000, .core), (0x16A70, .unifont),
        (0x16AD0, .core), (0x16FE2, .unifont), (0x17000, .core), (0x18AF3, nil),
        (0x18B00, .unifont), (0x18D00, nil), (0x1AFF0, .unifont), (0x1B000, .hanazono),
        (0x1B11F, .unifont), (0x1B170, .core), (0x1CF00, .unifont), (0x1D000, .core),
        (0x1D1E9, .unifont), (0x1D200, .core), (0x1DF00, .unifont), (0x1E000, .core),
        (0x1E290, .unifont), (0x1E2C0, .core), (0x1E7E0, .unifont), (0x1E800, .core),
        (0x1ED01, .unifont), (0x1EE00, .core), (0x1F10D, .unifont), (0x1F110, .core),
        (0x1F16D, .unifont), (0x1F172, .core), (0x1F1AD, .unifont), (0x1F200, .cjk),
        (0x1F260, .unifont), (0x1F322, .core), (0x1F900, .unifont), (0x1F93B, .core),
        (0x20000, .hanazono), (0x2A6D7, nil), (0x2A700, .hanazono), (0x2B735, nil),
        (0x2B740, .hanazono), (0x30000, nil),
    ]
}
