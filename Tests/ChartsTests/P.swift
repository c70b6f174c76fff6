import Testing
@testable import Charts
@Test func placeholder() { #expect(true) }
