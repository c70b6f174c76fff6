// swift-tools-version: 6.0
import PackageDescription

// Built with `make fuzz`, which adds libFuzzer to every module. A package of its own, so that its
// programs without a `main` stay out of every other build.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "AttentionReport", path: "../..")],
    targets: ["FuzzHeader", "FuzzModel"].map { name in
        .executableTarget(
            name: name,
            dependencies: [.product(name: "Encoder", package: "AttentionReport")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    },
    swiftLanguageModes: [.v6]
)
