import Testing

@testable import Encoder

@Suite struct AlbertTests {
    @Test func hasTheDefaultsOfItsReference() throws {
        let configuration = try configuration("albert")
        #expect(configuration.hiddenSize == 4096)
        #expect(configuration.embeddingSize == 128)
        #expect(configuration.layerCount == 12)
        #expect(configuration.activation == .geluTanh)
        #expect(Set(configuration.architecture.layers).count == 1)
    }

    /// Layer i is of group i · groups / layers, and goes through all layers of the group.
    @Test func layersAreSharedByGroups() throws {
        let configuration = try configuration(
            "albert",
            "\"num_hidden_layers\": 5, \"num_hidden_groups\": 2, \"inner_group_num\": 2")
        #expect(configuration.layerCount == 10)
        let groups = [0, 0, 0, 1, 1].flatMap { group in
            (0..<2).map { "encoder.albert_layer_groups.\(group).albert_layers.\($0)" }
        }
        #expect(configuration.architecture.layers.map(\.scope) == groups)
    }

    @Test(arguments: [
        (
            "\"num_hidden_layers\": 3, \"num_hidden_groups\": 4",
            "there are 4 groups of 1 layers for 3 layers; expected no more groups than layers, and at most "
                + "1024 of each"
        ),
        (
            "\"inner_group_num\": 1025",
            "there are 1 groups of 1025 layers for 12 layers; expected no more groups than layers, and at "
                + "most 1024 of each"
        ),
        (
            "\"embedding_size\": 0",
            "\"embedding_size\" is 0; expected a whole number from 1 to 1048576"
        ),
    ]) func whatIsNotSupportedIsRefused(_ keys: String, _ expected: String) {
        #expect(problem("albert", keys) == expected)
    }
}
