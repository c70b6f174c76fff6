import CKernels
import Foundation
import Testing

@testable import Encoder

@Suite struct PackedLinearTests {
    private func layer(
        _ outputs: [Int], inputs: Int, epilogue: LinearEpilogue, weights: [Float], bias: [Float],
        prefersPanels: Bool = true, engine: ComputeEngine
    ) throws -> PackedLinear {
        var row = 0
        var tensors: [(name: String, shape: [Int], scalars: [Float])] = []
        for (index, count) in outputs.enumerated() {
            tensors.append(
                (
                    "\(index).weight", [count, inputs],
                    Array(weights[row * inputs..<(row + count) * inputs])
                ))
            tensors.append(("\(index).bias", [count], Array(bias[row..<row + count])))
            row += count
        }
        return try NumericsTests.weights(tensors) { scope in
            try PackedLinear(
                parts: outputs.enumerated().map { index, count in
                    try scope.linear("\(index)", inputs: inputs, outputs: count)
                },
                inputs: inputs, epilogue: epilogue, prefersPanels: prefersPanels, engine: engine)
        }
    }

    private func activated(_ x: Double, _ epilogue: LinearEpilogue) -> Double {
        guard case .activation(let activation) = epilogue else { return x }
        switch activation {
        case .gelu: return x / 2 * (1 + erf(x / 2.0.squareRoot()))
        case .geluTanh:
            return x / 2 * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
        case .relu: return max(x, 0)
        case .silu: return x / (1 + exp(-x))
        case .tanh: return tanh(x)
        case .sigmoid: return 1 / (1 + exp(-x))
        }
    }

    @Test(
        arguments: [
            LinearEpilogue.none, .accumulate, .activation(.gelu), .activation(.geluTanh),
            .activation(.relu), .activation(.silu), .activation(.tanh), .activation(.sigmoid),
        ],
        [
            (outputs: [1], inputs: 1), ([5], 3), ([33], 17), ([16, 16, 16], 16), ([64], 96),
            ([3, 7], 40), ([64, 64], 130), ([100], 64),
        ])
    func equalsThePlainLoop(
        _ epilogue: LinearEpilogue, _ size: (outputs: [Int], inputs: Int)
    ) throws {
        var random = SeededGenerator(UInt64(size.inputs))
        let outputs = size.outputs.reduce(0, +)
        let inputs = size.inputs
        let weights = random.floats(outputs * inputs)
        let bias = random.floats(outputs)
        let engine = try ComputeEngine()
        let linears = try [true, false].map {
            try layer(
                size.outputs, inputs: inputs, epilogue: epilogue, weights: weights, bias: bias,
                prefersPanels: $0, engine: engine)
        }
        #expect(linears.map(\.outputs) == [outputs, outputs])
        #expect(!linears[1].isInPanels)
        let workspace = try Workspace(engine: engine)
        for (linear, rows) in linears.flatMap({ linear in
            [1, 2, 3, 4, 5, 9, 80].map { (linear, $0) }
        }) {
            let source = random.floats(rows * inputs, in: -3...3)
            let before = random.floats(rows * outputs)
            let found = try NumericsTests.changed(before) { destination in
                _ = try NumericsTests.changed(source) { source in
                    try workspace.apply(linear, rows: rows, source, into: destination)
                }
            }
            let expected = (0..<rows * outputs).map { index -> Double in
                let (row, output) = (index / outputs, index % outputs)
                var sum = Double(bias[output])
                for input in 0..<inputs {
                    sum +=
                        Double(source[row * inputs + input])
                        * Double(weights[output * inputs + input])
                }
                return activated(sum, epilogue)
                    + (epilogue == .accumulate ? Double(before[index]) : 0)
            }
            // A float's relative error, 6e-8, times sums of up to 130 terms of up to 3 on the way.
            #expect(NumericsTests.distance(found, expected) < 3e-5)
        }
    }

    @Test func geluIsTheErrorFunctionsForm() throws {
        // The two forms differ by up to 4.7e-4: far more than the tolerance of the reference.
        let engine = try ComputeEngine()
        let workspace = try Workspace(engine: engine)
        let found = try [Activation.gelu, .geluTanh].map { activation in
            let linear = try layer(
                [1], inputs: 1, epilogue: .activation(activation), weights: [1], bias: [0],
                engine: engine)
            return try NumericsTests.changed([0]) { destination in
                _ = try NumericsTests.changed([2.3]) { source in
                    try workspace.apply(linear, rows: 1, source, into: destination)
                }
            }[0]
        }
        #expect(abs(found[0] - 2.275_335) < 1e-5)
        #expect(abs(found[0] - found[1]) > 2e-4)
    }

    /// Whole tiles, broken ones, several blocks: each row must come out as it does alone.
    @Test(arguments: [true, false], [(768, 768), (3072, 64), (70, 130)])
    func numbersDoNotDependOnTheRowsAround(
        _ prefersPanels: Bool, _ shape: (inputs: Int, outputs: Int)
    ) throws {
        // Below AVX-512, oneDNN chooses how to sum up by the number of rows; there it is not used.
        guard prefersPanels || ck_processor().rawValue >= ck_processor_avx512.rawValue else {
            return
        }
        let (inputs, outputs) = shape
        var random = SeededGenerator(11)
        let engine = try ComputeEngine()
        let linear = try layer(
            [outputs], inputs: inputs, epilogue: .activation(.gelu),
            weights: random.floats(inputs * outputs), bias: random.floats(outputs),
            prefersPanels: prefersPanels, engine: engine)
        let workspace = try Workspace(engine: engine)
        let source = random.floats(200 * inputs)
        func product(_ rows: Range<Int>) throws -> [Float] {
            try NumericsTests.changed([Float](repeating: 0, count: rows.count * outputs)) {
                result in
                _ = try NumericsTests.changed(
                    Array(source[rows.lowerBound * inputs..<rows.upperBound * inputs])
                ) { try workspace.apply(linear, rows: rows.count, $0, into: result) }
            }
        }
        let whole = try product(0..<200)
        for rows in [0..<1, 7..<8, 3..<5, 10..<31, 71..<73, 0..<72, 100..<173, 199..<200] {
            #expect(
                try product(rows)
                    == Array(whole[rows.lowerBound * outputs..<rows.upperBound * outputs]))
        }
    }

    /// A pair's products are shared by two threads; each number must still be summed in one order.
    @Test(
        arguments: [true, false],
        [
            (384, 384), (384, 1152), (384, 1536), (1536, 384), (768, 768), (768, 2304), (768, 3072),
            (3072, 768), (1024, 1024), (1024, 4096), (4096, 1024), (128, 512), (512, 128), (32, 37),
        ])
    func numbersDoNotDependOnWhetherTwoThreadsShareAProduct(
        _ prefersPanels: Bool, _ shape: (inputs: Int, outputs: Int)
    ) throws {
        let (inputs, outputs) = shape
        // A period that divides no row, because millions of random numbers take seconds.
        var random = SeededGenerator(7)
        let numbers = random.floats(9973)
        func floats(_ count: Int) -> [Float] {
            var floats: [Float] = []
            while floats.count < count { floats += numbers.prefix(count - floats.count) }
            return floats
        }
        let engine = try ComputeEngine()
        let linear = try layer(
            [outputs], inputs: inputs, epilogue: .accumulate, weights: floats(inputs * outputs),
            bias: floats(outputs), prefersPanels: prefersPanels, engine: engine)
        let (first, second) = (try Workspace(engine: engine), try Workspace(engine: engine))
        for rows in [1, 5, 21, 48] {
            let source = try AlignedBuffer(shape: [rows, inputs])
            _ = source.floats.update(fromContentsOf: floats(rows * inputs))
            let before = floats(rows * outputs)
            let work = UncheckedSendable((linear: linear, source: source))
            func product(
                _ run: (@escaping @Sendable (Workspace) throws -> Void) throws -> Void
            ) throws -> [Float] {
                let result = try AlignedBuffer(shape: [rows, outputs])
                _ = result.floats.update(fromContentsOf: before)
                // The workspaces share it out.
                let target = UncheckedSendable(result)
                try withOpenMPThreads(1) {
                    try run { workspace in
                        try workspace.apply(
                            work.value.linear, rows: rows, work.value.source.floatBase,
                            into: target.value.floatBase)
                    }
                }
                return Array(result.floats[..<(rows * outputs)])
            }
            #expect(
                try product { try ThreadPair.run(first, second, $0) } == product { try $0(first) })
        }
    }
}
