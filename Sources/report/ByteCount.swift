/// Sizes as readers see them, in powers of 1000, the same in every locale.
enum ByteCount {
    /// `512 B`, `90.9 MB`.
    static func text(_ count: Int) -> String {
        var tenths = count.magnitude
        guard tenths >= 1000 else { return "\(count) B" }
        var unit = ""
        // Rounding may reach the next unit: 999,950 bytes are 1.0 MB.
        for next in ["kB", "MB", "GB", "TB"] {
            tenths = unit.isEmpty ? (tenths + 50) / 100 : (tenths + 500) / 1000
            unit = next
            if tenths < 10_000 { break }
        }
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
