import Testing

@testable import Encoder

@Suite struct EditDistanceTests {
    private let kinds = [
        "similarity", "bars", "heatmap", "heads", "head-plane", "links", "intra-sentence",
    ]

    @Test(arguments: [
        ("bar", "bars"), ("Bars", "bars"), ("baars", "bars"), ("simlarity", "similarity"),
        ("lnks", "links"), ("intra", "intra-sentence"), ("head", "heads"), ("heat", "heatmap"),
        ("head-plan", "head-plane"),
    ])
    func aSlipFindsTheName(slip: String, name: String) {
        #expect(nearestName(to: slip, among: kinds) == name)
    }

    @Test(arguments: ["pie", "", "x", "ba", "histogram", "\u{0}"])
    func whatIsLikeNoneFindsNone(name: String) {
        #expect(nearestName(to: name, among: kinds) == nil)
        #expect(nearestName(to: name, among: []) == nil)
    }

    @Test func ofEqualsTheFirstIsFound() {
        #expect(nearestName(to: "bark", among: ["bars", "bank"]) == "bars")
    }
}
