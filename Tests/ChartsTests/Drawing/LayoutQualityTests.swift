import Testing

@testable import Charts

@Suite struct LayoutQualityTests {
    private struct Attempt: Equatable {
        var choice: String
        var detail: Detail
    }

    private func quality(_ share: Double, _ showsAll: Bool = true) -> LayoutQuality {
        LayoutQuality(dataShare: share, showsAllLabels: showsAll)
    }

    /// - Parameter quality: `nil` for no room.
    private func attempts(
        isOwnSize: Bool = false, _ quality: (Attempt) -> LayoutQuality?
    ) throws -> (chosen: Attempt, tried: [Attempt]) {
        var tried: [Attempt] = []
        let (chosen, _, _) = try fittest(["a", "b"], theme: .light, isOwnSize: isOwnSize) {
            choice, theme in
            let attempt = Attempt(choice: choice, detail: theme.detail)
            tried.append(attempt)
            guard let quality = quality(attempt) else {
                throw ChartError.noRoom(
                    size: FigureSize(width: 1, height: 1), needed: FigureSize(width: 2, height: 2))
            }
            return (attempt, quality)
        }
        return (chosen, tried)
    }

    @Test func theFirstThatSufficesIsTaken() throws {
        let first = try attempts { _ in quality(0.5) }
        #expect(first.tried == [Attempt(choice: "a", detail: .full)])
        let compact = try attempts {
            quality($0.detail == .compact && $0.choice == "b" ? 0.5 : 0.2)
        }
        #expect(compact.chosen == Attempt(choice: "b", detail: .compact))
        #expect(compact.tried.count == 4)
    }

    @Test func labelsCountMoreThanRoom() throws {
        let chosen = try attempts {
            $0.choice == "a" ? quality(0.6, false) : quality($0.detail == .full ? 0.1 : 0.2)
        }.chosen
        #expect(chosen == Attempt(choice: "b", detail: .compact))
    }

    @Test func aSizeOfItsOwnHasRoomForAll() throws {
        #expect(try attempts(isOwnSize: true) { _ in quality(0.1) }.tried.count == 1)
    }

    @Test func noRoomAtAllIsAnError() throws {
        #expect(throws: ChartError.self) { try attempts { _ in nil } }
        let late = try attempts { $0.detail == .bare ? quality(0.1) : nil }
        #expect(late.chosen == Attempt(choice: "a", detail: .bare))
    }

    @Test func smallTypeStaysReadable() {
        for preset in SizePreset.allCases {
            let theme = ChartOptions(preset: preset).theme.with(.bare)
            #expect(min(theme.labelSize, theme.valueSize, theme.axisTitleSize) >= 5.999)
            #expect(ChartOptions(preset: preset).theme.with(.tight).labelSize == theme.labelSize)
            #expect(theme.with(.full).detail == .full)
        }
        #expect(Theme.light.scaled(by: 0.5).with(.bare).labelSize == 4.5)
    }
}
