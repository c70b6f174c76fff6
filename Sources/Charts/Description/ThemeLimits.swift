extension Theme {
    /// - Throws: `ChartError.invalidTheme`.
    func validate() throws {
        for (property, value, range) in [
            ("titleSize", titleSize, 1...1000.0), ("subtitleSize", subtitleSize, 1...1000),
            ("axisTitleSize", axisTitleSize, 1...1000), ("labelSize", labelSize, 1...1000),
            ("valueSize", valueSize, 1...1000), ("padding", padding, 0...10_000),
            ("gap", gap, 0...10_000), ("gridWidth", gridWidth, 0...1000),
            ("barSpacing", barSpacing, 0...1), ("maximumBarWidth", maximumBarWidth, 0...1e6),
            ("lineWidth", lineWidth, 0...1000), ("markerRadius", markerRadius, 0...1000),
        ] where !range.contains(value) {
            throw ChartError.invalidTheme(property: property, value: value)
        }
    }
}
