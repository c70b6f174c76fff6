/// What earlier runs have left of pairs, by the hash of where each pair's folder is or would be.
///
/// Thirty-two bytes a pair in one array, which is sorted when it is first asked: a dictionary takes three times
/// that, and the texts of a million rows more than all else.
struct KnownPairs {
    private struct Event {
        let place: UInt64
        var known: Journal.Known
    }

    /// Until `settle()` in the order of the journal, then by place, each once.
    private var events: [Event] = []
    private var isSettled = true

    /// - Parameter count: about how many pairs will be added.
    mutating func reserve(_ count: Int) { events.reserveCapacity(count) }

    /// Adds what a line of the journal says of a place, in the order of the lines.
    mutating func add(_ known: Journal.Known, at place: UInt64) {
        events.append(Event(place: place, known: known))
        isSettled = false
    }

    /// Looks up and forgets what is at a place.
    /// - Complexity: O(log n), but for the first call.
    mutating func take(_ place: UInt64) -> Journal.Known? {
        settle()
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if events[middle].place < place { low = middle + 1 } else { high = middle }
        }
        guard low < events.count, events[low].place == place, !events[low].known.isGone else {
            return nil
        }
        defer { events[low].known.add(.isGone) }
        return events[low].known
    }

    /// Gives what has not been taken, in no order, and forgets all.
    mutating func takeRest() -> [Journal.Known] {
        settle()
        defer { events = [] }
        var rest: [Journal.Known] = []
        rest.reserveCapacity(events.count)
        for event in events where !event.known.isGone { rest.append(event.known) }
        return rest
    }

    /// Of each place the last line counts.
    private mutating func settle() {
        guard !isSettled else { return }
        isSettled = true
        events.sort { a, b in
            a.place != b.place
                ? a.place < b.place : a.known.slot.offset < b.known.slot.offset
        }
        var count = 0
        for index in events.indices {
            let event = events[index]
            if event.known.isRedrawn {
                if count > 0, events[count - 1].place == event.place {
                    events[count - 1].known.add(.isUncertain)
                }
            } else if count > 0, events[count - 1].place == event.place {
                events[count - 1] = event
            } else {
                events[count] = event
                count += 1
            }
        }
        events.removeSubrange(count...)
    }
}
