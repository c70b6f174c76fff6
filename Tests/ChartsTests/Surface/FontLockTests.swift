import Foundation
import Testing

@testable import Charts

@Suite struct FontLockTests {
    /// Runs a body on threads of its own, all at the same time, and waits for their ends.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for index in 0..<count {
            group.enter()
            let thread = Thread {
                body(index)
                group.leave()
            }
            thread.stackSize = 1 << 21
            thread.start()
        }
        group.wait()
    }

    /// What threads leave for the test; they write to places of their own.
    private final class Places<Value>: @unchecked Sendable {
        private let lock = NSLock()
        private var values: [Int: Value] = [:]
        subscript(index: Int) -> Value? {
            get { lock.withLock { values[index] } }
            set { lock.withLock { values[index] = newValue } }
        }
    }

    @Test func oneThreadIsInsideAtATimeAndMayEnterAgain() {
        final class Counter: @unchecked Sendable {
            var inside = 0
            var entries = 0
            var wasAlone = true
        }
        let counter = Counter()
        onThreads(8) { _ in
            for _ in 0..<2000 {
                FontLock.withLock {
                    counter.inside += 1
                    FontLock.withLock { counter.entries += 1 }
                    if counter.inside != 1 { counter.wasAlone = false }
                    counter.inside -= 1
                }
            }
        }
        #expect(counter.entries == 16_000 && counter.wasAlone)
    }

    @Test func errorsLeaveTheLockFree() {
        #expect(throws: ChartError.noFonts) {
            try FontLock.withLock { throw ChartError.noFonts }
        }
        onThreads(1) { _ in FontLock.withLock {} }
    }

    /// Pango drops a thread's own font map when the thread ends, outside of the lock; so they are handed on.
    @Test func setterOfAThreadThatEndedIsTakenOver() {
        let found = Places<ObjectIdentifier>()
        for round in 0..<20 {
            onThreads(1) { _ in
                found[round] = (try? TextSetter.ofThisThread()).map(ObjectIdentifier.init)
            }
        }
        let setters = (0..<20).compactMap { found[$0] }
        #expect(setters.count == 20)
        // Other tests take and leave some meanwhile.
        #expect(Set(setters).count < 20)
    }

    /// Threads that come and go draw ordinary text in many families and sizes, which fills the caches of
    /// fonts that they share, and all get what one thread gets alone.
    @Test func threadsThatComeAndGoDrawTheSame() throws {
        let families = [
            "Inter", "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "serif", "monospace",
        ]
        @Sendable func files(_ index: Int) throws -> [[UInt8]] {
            var theme = Theme.light
            theme.fontFamily = families[index % families.count]
            theme.labelSize = 7 + Double(index % 13)
            let chart = BarChart(
                title: "The river bank \(index)",
                bars: ["calm", "εὖ", "берег", "ضفة", "\(index)"].enumerated().map {
                    .init($1, Double($0 + 1))
                })
            let renderer = ChartRenderer(options: ChartOptions(theme: theme))
            return [try renderer.png(chart), try renderer.svg(chart), try renderer.pdf(chart)]
        }
        try expectEqualOnThreads(24, rounds: 6, files)
    }

    /// As above with text that opens more font files than cairo keeps open: `TEST_MANY_SCRIPTS=1` with the
    /// Debian package fonts-noto-core.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["TEST_MANY_SCRIPTS"] != nil))
    func threadsDrawManyScripts() throws {
        let words = [
            "ባንክ", "بنك", "բանկ", "ᬩᬂᬓ᭄", "ব্যাংক", "ᯅᯰᯂ᯲", "ᨅᨙ", "ᑲᓇᑕ", "ꨝꨯꩃ", "ᏗᏂᏔᎶᏗ", "банк", "बैंक",
            "ბანკი", "τράπεζα", "બેંક", "ਬੈਂਕ", "ꦧꦁꦏ꧀", "ಬ್ಯಾಂಕ್", "ធនាគារ", "ທະນາຄານ", "ᰖᰬᰃ", "ꓐꓯ", "ബാങ്ക്",
            "ࡁࡀ", "ꯕꯦꯡꯛ", "ဘဏ်", "ߓߊ߲ߞ", "ᱵᱮᱝᱠ", "ବ୍ୟାଙ୍କ", "ꤷꤱꤲ", "ꢨꢶ", "බැංකුව", "ᮘᮀᮊ᮪", "ꠛꠦꠋꠇ", "ܒܢܩܐ", "ᥖᥦ",
            "ᦌᦱ", "வங்கி", "బ్యాంకు", "ބޭންކު", "ธนาคาร", "དངུལ་ཁང", "ⴱⴰⵏⴽ", "ꕢꔱ", "בנק",
        ]
        @Sendable func chart(_ index: Int) -> BarChart {
            BarChart(
                title: "Many scripts \(index)",
                bars: (0..<12).map { .init(words[(index * 5 + $0 * 7) % words.count], Double($0)) })
        }
        for index in 0..<words.count {
            try #require(
                ChartRenderer().missingCharacters(in: chart(index)) == [],
                "install the Debian package fonts-noto-core")
        }
        @Sendable func files(_ index: Int) throws -> [[UInt8]] {
            let renderer = ChartRenderer()
            return [
                try renderer.png(chart(index)), try renderer.svg(chart(index)),
                try renderer.pdf(chart(index)),
            ]
        }
        try expectEqualOnThreads(words.count, rounds: 20, files)
    }

    /// Draws the files of as many indices on eight threads, again and again, and compares them with what
    /// one thread draws.
    private func expectEqualOnThreads(
        _ count: Int, rounds: Int, _ files: @escaping @Sendable (Int) throws -> [[UInt8]]
    ) throws {
        let expected = try (0..<count).map(files)
        for _ in 0..<rounds {
            let found = Places<[[UInt8]]>()
            onThreads(8) { thread in
                for index in stride(from: thread, to: count, by: 8) {
                    found[index] = try? files(index)
                }
            }
            for index in 0..<count { #expect(found[index] == expected[index], "\(index)") }
        }
    }
}
