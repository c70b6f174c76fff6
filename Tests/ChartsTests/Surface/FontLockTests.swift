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
        let expected = try (0..<24).map(files)
        for _ in 0..<6 {
            let found = Places<[[UInt8]]>()
            onThreads(8) { thread in
                for index in stride(from: thread, to: 24, by: 8) {
                    found[index] = try? files(index)
                }
            }
            for index in 0..<24 { #expect(found[index] == expected[index], "\(index)") }
        }
    }
}
