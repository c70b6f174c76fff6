import CKernels
import COneDNN
import Testing

@testable import Encoder

@Suite struct PrimitiveTests {
    private func expectRefusal(
        create: (OpaquePointer, inout OpaquePointer?) -> Int32
    ) throws {
        let engine = try ComputeEngine()
        let refusal = NumericsError(
            operation: "prepare an example", status: "oneDNN reported invalid_arguments")
        #expect(throws: refusal) {
            try Primitive(
                "an example", engine: engine,
                scratchpad: { _ in throw CancellationError() }, create: create)
        }
    }

    @Test func whatOneDNNRefusesIsAnError() throws {
        try expectRefusal { co_softmax_create($0, 2, -1, &$1) }
        try expectRefusal { co_layer_norm_create($0, -1, 2, 1e-5, &$1) }
        try expectRefusal { co_activation_create($0, co_plain, 2, &$1) }
        var product = co_product()
        product.batch = -1
        try expectRefusal { co_product_create($0, &product, &$1) }
    }

    @Test func aLayoutThatCannotBeIsAnError() {
        #expect(throws: NumericsError.self) { try WeightsLayout.panels(inputs: -1, outputs: 2) }
    }

    @Test func blocksOfPanelsHold64Outputs() throws {
        let layout = try WeightsLayout.panels(inputs: 20, outputs: 100)
        #expect(layout.blocks.outputs == Int(ck_product_panel))
        // Inputs are filled up to a multiple of 16, outputs to one of 64.
        #expect(layout.blocks.stride == 32 * 64)
        #expect(layout.byteCount == 4 * 32 * 128)
    }
}
