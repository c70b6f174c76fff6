import CMalloc

/// Keeps a long run from taking more memory than a short one.
enum LargeBlocks {
    /// Has the allocator give arrays back to the system when they are freed.
    ///
    /// Left to itself, glibc learns from the first array of some megabytes to keep such blocks, and cuts small
    /// ones out of them. Every thread's heap then grows for thousands of pairs, to twice what is in use. For a
    /// single pair keeping them is right: asking the system again takes longer.
    static func giveBack() { mallopt(M_MMAP_THRESHOLD, 128 << 10) }
}
