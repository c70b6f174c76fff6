import Synchronization

/// What was computed of the last row that was asked about: the columns of a table ask one after the other.
final class LastEntry<Value: Sendable>: Sendable {
    private let last = Mutex<(entry: JournalEntry, value: Value)?>(nil)

    /// - Parameter compute: what is computed of another row than the last.
    func value(of entry: JournalEntry, _ compute: () -> Value) -> Value {
        if let known = last.withLock({ $0 }), known.entry == entry { return known.value }
        let value = compute()
        last.withLock { $0 = (entry, value) }
        return value
    }
}
