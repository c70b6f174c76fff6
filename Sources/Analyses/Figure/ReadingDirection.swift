import Encoder

extension String {
    /// Whether it is written from right to left: whether more of its letters are of such a script than not.
    var runsRightToLeft: Bool {
        var balance = 0
        for scalar in unicodeScalars where scalar.properties.isAlphabetic {
            balance += scalar.isOfRightToLeftScript ? 1 : -1
        }
        return balance > 0
    }
}

extension Unicode.Scalar {
    /// Hebrew, Arabic, Syriac, Thaana, N’Ko and those after them; source: Unicode Character Database,
    /// DerivedBidiClass.txt, the ranges of unassigned characters with the classes R and AL.
    fileprivate var isOfRightToLeftScript: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}

extension TokenGroups {
    /// The groups from the last to the first.
    func reversed() -> TokenGroups {
        TokenGroups(groups: groups.reversed(), labels: labels.reversed(), others: others)
    }
}
