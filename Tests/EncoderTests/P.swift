import Testing
@testable import Encoder
@Test func placeholder() { #expect(true) }
