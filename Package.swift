// swift-tools-version: 6.0
import PackageDescription

// Builds without oneDNN, on the kernels of CKernels alone, as `make wheel` and `make deb` do: for their tests.
let withoutOneDNN = Context.environment["WITHOUT_ONEDNN"] == "1"

let package = Package(
    name: "AttentionReport",
    products: [
        .library(name: "Encoder", targets: ["Encoder"]),
        .library(name: "Charts", targets: ["Charts"]),
        .executable(name: "report", targets: ["report"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(
            name: "CLibPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev", "libisal-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),

        // Writes PNG files; see CPNG.h.
        .target(
            name: "CPNG", dependencies: ["CLibPNG"], linkerSettings: [.linkedLibrary("isal")]),
        // oneDNN, version 2 or 3, or what takes its place; see COneDNN.h.
        .target(
            name: "COneDNN", dependencies: ["CKernels"],
            cSettings: withoutOneDNN ? [.define("CO_OWN_KERNELS")] : [],
            linkerSettings: withoutOneDNN
                ? [] : [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
        // Loads libcurl when a download needs it; see CCurl.h.
        .target(name: "CCurl"),
        // Loads SQLite's library when a database is written; see CSQLite.h.
        .target(name: "CSQLite"),
        // Loops in the processor's widest vectors; see CKernels.h.
        .target(name: "CKernels"),
        // Templates, scripts and lists of words as parts of the binary; see CEmbeddedFiles.h.
        .target(name: "CEmbeddedFiles"),
        // SHA-256 and SHA-1.
        .target(name: "Hashing", dependencies: ["CNettle"]),
        .target(
            name: "Encoder",
            dependencies: ["COneDNN", "CCurl", "CKernels", "Hashing"]),
        .target(name: "Charts", dependencies: ["CCairo", "CPango", "CPNG", "CKernels"]),
        // The report, in the order in which data flows: a target imports only those above it.
        .target(
            name: "Files",
            dependencies: ["Encoder", "CEmbeddedFiles", "CSQLite", "CZlib", "Hashing"]),
        .target(name: "Lists", dependencies: ["Files", "Encoder", "Yams"]),
        .target(
            name: "Analyses",
            dependencies: ["Files", "Lists", "Encoder", "Charts", "Hashing", "Yams"],
            exclude: ["Model/Resources", "Pair/Resources"]),
        .target(
            name: "Pages",
            dependencies: ["Files", "Analyses", "Encoder", "Charts", "Hashing"],
            exclude: ["Templates"]),
        .target(
            name: "Words",
            dependencies: ["Files", "Lists", "Analyses", "Pages", "Encoder", "Charts"]),
        .target(
            name: "Batch",
            dependencies: ["Files", "Lists", "Analyses", "Pages", "Encoder", "Charts"]),
        .target(
            name: "Survey",
            dependencies: ["Files", "Lists", "Analyses", "Words", "Batch", "Encoder"]),
        .executableTarget(
            name: "report",
            dependencies: [
                "Files", "Lists", "Analyses", "Pages", "Words", "Batch", "Survey", "Charts",
                "Encoder",
                "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .executableTarget(
            name: "word-similarity", dependencies: ["Encoder"], path: "Examples/WordSimilarity"),
        .executableTarget(
            name: "sentence-embeddings", dependencies: ["Encoder"],
            path: "Examples/SentenceEmbeddings"),
        // The charts of the gallery, which the tests draw again, and the program that writes it.
        .target(
            name: "GalleryFigures", dependencies: ["Charts"], path: "Examples/Gallery/Figures"),
        .executableTarget(
            name: "gallery", dependencies: ["GalleryFigures"], path: "Examples/Gallery/Program"),
        .executableTarget(
            name: "encoder-benchmark", dependencies: ["Encoder"],
            path: "Tests/Benchmarks/EncoderBenchmark"),
        .executableTarget(
            name: "performance-chart", dependencies: ["Charts"],
            path: "Tests/Benchmarks/PerformanceChart"),
        .executableTarget(
            name: "stage-benchmark",
            dependencies: ["Charts", "Encoder", "Files", "Lists", "Analyses", "Pages"],
            path: "Tests/Benchmarks/StageBenchmark"),
        // Opt-in: `make benchmark-charts`.
        .executableTarget(
            name: "chart-benchmark", dependencies: ["Charts"],
            path: "Tests/Benchmarks/ChartBenchmark"),

        .testTarget(
            name: "EncoderTests",
            dependencies: ["Encoder", "CCurl", "CKernels", "COneDNN", "TestHub", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(name: "HashingTests", dependencies: ["Hashing"]),
        .testTarget(
            name: "ChartsTests",
            dependencies: [
                "Charts", "CCairo", "CLibPNG", "CPango", "CPNG", "GalleryFigures", "TestSupport",
            ]),
        .testTarget(name: "FilesTests", dependencies: ["Files", "Encoder", "TestSupport"]),
        .testTarget(
            name: "ListsTests",
            dependencies: ["Files", "Lists", "ReportTestSupport", "TestSupport"]
        ),
        .testTarget(
            name: "AnalysesTests",
            dependencies: [
                "Files", "Lists", "Analyses", "Encoder", "Charts", "ReportTestSupport",
                "TestSupport",
            ]),
        .testTarget(
            name: "PagesTests",
            dependencies: [
                "Files", "Lists", "Analyses", "Pages", "Charts", "Encoder", "ReportTestSupport",
                "TestSupport",
            ]),
        .testTarget(
            name: "WordsTests",
            dependencies: [
                "Files", "Lists", "Analyses", "Pages", "Words", "Encoder", "ReportTestSupport",
                "TestSupport",
            ]),
        .testTarget(
            name: "BatchTests",
            dependencies: [
                "Files", "Lists", "Analyses", "Pages", "Batch", "Charts", "Encoder",
                "ReportTestSupport",
                "TestSupport",
            ]),
        .testTarget(
            name: "SurveyTests",
            dependencies: [
                "Files", "Lists", "Survey", "Encoder", "ReportTestSupport", "TestSupport",
            ]),
        // Runs the built program; reads a model of EncoderTests' fixtures.
        .testTarget(
            name: "ReportTests", dependencies: ["report", "Files", "Batch", "Encoder", "TestHub"]),
        // Compiles and runs the code of the documents.
        .testTarget(name: "DocumentationTests", dependencies: ["Charts", "Encoder"]),
        // What the tests of several targets share.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        // Small models, pairs and lists for the tests of the report.
        .target(
            name: "ReportTestSupport",
            dependencies: ["Files", "Lists", "Analyses", "Encoder", "Charts", "TestSupport"],
            path: "Tests/ReportTestSupport"),
        // A hub on the loopback, for the tests of downloads.
        .target(
            name: "TestHub",
            dependencies: ["Hashing"],
            path: "Tests/TestHub"),
    ],
    swiftLanguageModes: [.v6]
)
