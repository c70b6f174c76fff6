import Synchronization

/// Remembers what was computed of the last row: several columns, one after the other, ask for parts of it.
final class LastRow<Value: Sendable>: Sendable {
    private let last = Mutex<(entry: JournalEntry, value: Value)?>(nil)

    func value(of entry: JournalEntry, _ compute: (JournalEntry) -> Value) -> Value {
        last.withLock { last in
            if let last, last.entry == entry { return last.value }
            let value = compute(entry)
            last = (entry, value)
            return value
        }
    }
}
