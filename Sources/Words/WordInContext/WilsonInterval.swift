/// Between which shares the true one may lie when so many of so many were counted.
///
/// Wilson's score interval at 95 % (Wilson 1927, *Probable Inference, the Law of Succession, and Statistical
/// Inference*): it stays within [0, 1] and holds for few counts, too.
struct WilsonInterval: Equatable {
    let low: Double
    let high: Double

    /// From 0 to 1 where nothing was counted.
    init(_ hits: Int, of count: Int) {
        guard count > 0 else {
            low = 0
            high = 1
            return
        }
        // The normal distribution's 97.5th percentile.
        let z = 1.959_963_984_540_054
        let (n, share) = (Double(count), Double(hits) / Double(count))
        let center = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        low = hits == 0 ? 0 : (center - spread) / scale
        high = hits == count ? 1 : (center + spread) / scale
    }
}
