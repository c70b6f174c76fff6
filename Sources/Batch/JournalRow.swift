import Files

extension Journal {
    /// Where a line lies in the file.
    struct Slot: Equatable {
        let offset: Int
        let length: Int

        var end: Int { offset + length }
    }

    /// A row that has been dealt with, and where it is recorded.
    ///
    /// There are as many of these as the list has rows, so it takes no more than sixteen bytes.
    struct Row {
        /// What else is known of a row, a bit each.
        struct Flags: OptionSet {
            let rawValue: UInt8

            static let isDone = Flags(rawValue: 1)
            static let hasFolder = Flags(rawValue: 2)
            static let isOrphan = Flags(rawValue: 4)
            /// A run was killed while it redrew the pair.
            static let isUncertain = Flags(rawValue: 8)
            /// The line says all of this already.
            static let isAsWritten = Flags(rawValue: 16)
            /// What was known of the row no longer holds.
            static let isGone = Flags(rawValue: 32)
            /// The row itself is known by another line, and is uncertain from this one on.
            static let isRedrawn = Flags(rawValue: 64)
            /// The list has the row that failed again, so that only what it leaves counts.
            static let isSuperseded = Flags(rawValue: 128)
        }

        /// From the lowest bit: 48 of the offset, 8 of the number's upper end, 8 of the flags.
        private let place: UInt64
        private let size: UInt32
        /// The lower end: a number has 40 bits at most, as `JournalLine.decode` makes sure.
        private let numberEnd: UInt32

        private static let offsetBits: UInt64 = 1 << 48 - 1

        init(slot: Slot, number: Int, _ flags: Flags) {
            let upperEnd = UInt64(UInt8(truncatingIfNeeded: number >> 32))
            let bits = UInt64(flags.rawValue) << 56 | upperEnd << 48
            place = bits | UInt64(slot.offset) & Self.offsetBits
            size = UInt32(clamping: slot.length)
            numberEnd = UInt32(truncatingIfNeeded: number)
        }

        /// A row whose line has just been written.
        init(written slot: Slot, number: Int) {
            self.init(slot: slot, number: number, .isAsWritten)
        }

        /// A row that an earlier run has left.
        init(_ known: Known, number: Int, isOrphan: Bool = false) {
            var flags: Flags = known.isUncertain ? .isUncertain : []
            if isOrphan { flags.insert(.isOrphan) }
            if !known.isUncertain, known.number == number, known.isOrphan == isOrphan {
                flags.insert(.isAsWritten)
            }
            self.init(slot: known.slot, number: number, flags)
        }

        var slot: Slot { Slot(offset: Int(place & Self.offsetBits), length: Int(size)) }
        var number: Int { Int(place >> 48 & 0xFF) << 32 | Int(numberEnd) }
        var flags: Flags { Flags(rawValue: UInt8(place >> 56)) }
        var isOrphan: Bool { flags.contains(.isOrphan) }
        var isUncertain: Bool { flags.contains(.isUncertain) }
        var isAsWritten: Bool { flags.contains(.isAsWritten) }

        func with(_ flag: Flags) -> Row {
            Row(slot: slot, number: number, flags.union(flag))
        }
    }

    /// What an earlier run has left of one row.
    struct Known {
        private var row: Row
        let keyHash: UInt64

        init(_ entry: JournalEntry, slot: Slot) {
            var flags: Row.Flags = entry.isDone ? .isDone : []
            if entry.folder != nil { flags.insert(.hasFolder) }
            if entry.isOrphan == true { flags.insert(.isOrphan) }
            if entry.key.isEmpty { flags.insert(.isUncertain) }
            row = Row(slot: slot, number: entry.number, flags)
            keyHash = ContentHash.short(entry.key)
        }

        /// What a line says of a folder that no longer holds, or is about to be redrawn.
        init(_ flag: Row.Flags, slot: Slot) {
            row = Row(slot: slot, number: 0, flag)
            keyHash = 0
        }

        var slot: Slot { row.slot }
        var number: Int { row.number }
        var isGone: Bool { row.flags.contains(.isGone) }
        var isRedrawn: Bool { row.flags.contains(.isRedrawn) }
        var isSuperseded: Bool { row.flags.contains(.isSuperseded) }
        /// Whether it is done.
        var isDone: Bool { row.flags.contains(.isDone) }
        /// Whether it has files besides the journal.
        var hasFolder: Bool { row.flags.contains(.hasFolder) }
        var isOrphan: Bool { row.isOrphan }
        /// Whether its folder may be of two kinds.
        var isUncertain: Bool { row.isUncertain }

        /// Whether it was made of the row and with the options that have this key; one that is uncertain
        /// has the empty key.
        func has(key: String) -> Bool {
            isUncertain ? key.isEmpty : keyHash == ContentHash.short(key)
        }

        mutating func add(_ flag: Row.Flags) { row = row.with(flag) }
    }
}
