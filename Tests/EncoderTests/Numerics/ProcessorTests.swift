import CKernels
import Foundation
import Testing

@testable import Encoder

/// What `ONEDNN_MAX_CPU_ISA` changes: this package's own kernels follow it as oneDNN does.
@Suite struct ProcessorTests {
    @Test(arguments: [
        ("SSE41", ck_processor_any), ("AVX", ck_processor_any), ("AVX2", ck_processor_avx2),
        ("avx2", ck_processor_avx2), ("AVX2_VNNI", ck_processor_avx2),
        ("AVX512_MIC", ck_processor_avx2), ("AVX512_CORE", ck_processor_avx512),
        ("AVX512_CORE_VNNI", ck_processor_avx512),
        ("AVX512_CORE_BF16", ck_processor_avx512_bfloat16),
        ("AVX512_CORE_AMX", ck_processor_avx512_bfloat16), ("ALL", ck_processor_avx512_bfloat16),
        ("", ck_processor_avx512_bfloat16), ("AVX3", ck_processor_avx512_bfloat16),
        (String(repeating: "A", count: 1000), ck_processor_avx512_bfloat16),
    ])
    func aLimitHasOneDNNsNames(_ name: String, _ expected: ck_processor_kind) {
        #expect(ck_processor_limit(name) == expected)
    }

    @Test func bfloat16IsThereForProcessorsThatHaveItAlone() {
        #expect(
            (ck_has_bfloat16_products() != 0) == (ck_processor() == ck_processor_avx512_bfloat16))
    }

    /// The suites in which kernels meet threads and batches, each under the limits of older processors:
    /// in a process of its own, since a limit counts from the first kernel on.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["ONEDNN_MAX_CPU_ISA"] == nil),
        arguments: [
            ("AVX2", ck_processor_avx2), ("AVX", ck_processor_any), ("SSE41", ck_processor_any),
        ]
    )
    func theTestsOfThreadsAndBatchesPassUnderALimit(
        _ limit: String, _ expected: ck_processor_kind
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        let suites = [
            "ThreadPairTests", "EncoderModelTests", "PackedLinearTests", "BatchedProductTests",
            "ShortAttentionTests", "CheckpointTests", "LayerNormTests", "PrecisionTests",
            "ProcessorTests", "SubstitutesTests",
        ]
        process.arguments = [
            "--testing-library", "swift-testing", "--filter",
            "EncoderTests\\.(\(suites.joined(separator: "|")))/",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "ONEDNN_MAX_CPU_ISA": limit, "EXPECTED_PROCESSOR": "\(expected.rawValue)",
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(text.suffix(3000))")
        #expect(text.contains("numbersDoNotDependOnWhetherTwoThreadsShareAProduct"))
        #expect(text.contains("kernelsFollowTheLimitOfThisProcess() passed"))
    }

    /// In the processes that the test above starts.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["EXPECTED_PROCESSOR"] != nil))
    func kernelsFollowTheLimitOfThisProcess() {
        let expected = ProcessInfo.processInfo.environment["EXPECTED_PROCESSOR"]
        // On an older processor the limit is its own.
        #expect(expected.flatMap { UInt32($0) }.map { ck_processor().rawValue <= $0 } == true)
        #expect(!Precision.bfloat16.isSupported)
    }
}
