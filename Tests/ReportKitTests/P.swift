import Testing
@testable import ReportKit
@Test func placeholder() { #expect(true) }
