import Foundation

@testable import Encoder

/// What the tests of the numerical types share.
enum NumericsTests {
    /// The tensors as a model's blocks get them.
    static func weights<R>(
        _ tensors: [(name: String, shape: [Int], scalars: [Float])],
        _ body: (ScopedWeights) throws -> R
    ) throws -> R {
        try Fixtures.withTemporaryDirectory { directory in
            var file = TensorFileBuilder()
            for (name, shape, scalars) in tensors { file.add("scope." + name, shape, scalars) }
            try write(file.bytes, to: directory + "/model.safetensors")
            let store = try WeightStore(directory: directory, names: TensorNames(.bert))
            return try withOpenMPThreads(1) { try body(store.scoped("scope")) }
        }
    }

    /// The array after `body` has changed it in place.
    static func changed(
        _ scalars: [Float], _ body: (UnsafeMutablePointer<Float>) throws -> Void
    ) throws -> [Float] {
        let buffer = try AlignedBuffer(shape: [scalars.count])
        for (index, scalar) in scalars.enumerated() { buffer.floats[index] = scalar }
        // As a model runs them; on a busy machine OpenMP's threads wait for each other for long.
        try withOpenMPThreads(1) { try body(buffer.floatBase) }
        return Array(buffer.floats[..<scalars.count])
    }

    /// The largest distance between two arrays.
    static func distance(_ a: [Float], _ b: [Double]) -> Double {
        a.count == b.count
            ? zip(a, b).map { pair in
                let distance = abs(Double(pair.0) - pair.1)
                return distance.isNaN ? .infinity : distance
            }.max() ?? 0 : .infinity
    }
}
