import CMalloc

/// Gives freed memory back to the system now and then, so that a long run takes no more than a short
/// one.
///
/// glibc keeps what is freed, and the threads' heaps grow slowly as long and short blocks alternate.
struct FreedMemory {
    private var count = 0

    /// A few pairs are done.
    mutating func step() {
        count += 1
        if count % 64 == 0 { Self.giveBack() }
    }

    /// At once: something large is done.
    static func giveBack() { malloc_trim(0) }
}
