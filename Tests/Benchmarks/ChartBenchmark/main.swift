// Times drawing and encoding of the sample figures on one thread.
//
//     chart-benchmark [ROUNDS]          milliseconds for each figure and format, the best and the
//                                       median of ROUNDS (default 200) warm runs; of PNG also those
//                                       of packing the pixels
//     chart-benchmark --serve FOLDER    reads "<figure> <format>" lines, draws one figure for each,
//                                       writes it to FOLDER and answers "<milliseconds> <bytes>"

import Charts
import Foundation

/// Processor time of this thread in milliseconds: other processes do not count.
func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
}

let renderer = ChartRenderer(
    options: ChartOptions(size: FigureSize(width: 500, height: 300), resolution: 144))

func draw(_ sample: Sample, _ format: String) throws -> [UInt8] {
    switch format {
    case "png": try renderer.png(sample.chart)
    case "svg": try renderer.svg(sample.chart)
    case "pdf": try renderer.pdf(sample.chart)
    default: throw ChartError.drawingFailed("unknown format \(format)")
    }
}

func timed(_ sample: Sample, _ format: String) throws -> (milliseconds: Double, bytes: [UInt8]) {
    let start = threadTime()
    let bytes = try draw(sample, format)
    return (threadTime() - start, bytes)
}

func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

func printTable(rounds: Int) throws {
    func printRow(_ name: String, _ format: String, _ times: [Double], _ byteCount: Int) {
        let times = times.sorted()
        print(
            name.padding(toLength: 8, withPad: " ", startingAt: 0)
                + format.padding(toLength: 12, withPad: " ", startingAt: 0)
                + padded(String(format: "%.2f", times[0]), 8)
                + padded(String(format: "%.2f", times[times.count / 2]), 11)
                + padded("\(byteCount)", 8))
    }
    print("figure  format       best ms  median ms   bytes")
    for sample in Sample.all {
        for format in ["png", "svg", "pdf"] {
            let runs = try (0..<rounds).map { _ in try timed(sample, format) }
            printRow(sample.name, format, runs.map(\.milliseconds), runs[0].bytes.count)
        }
        let picture = try renderer.picture(of: sample.chart)
        let packing = try (0..<rounds).map { _ in
            let start = threadTime()
            _ = try picture.png()
            return threadTime() - start
        }
        printRow(sample.name, "png, pack", packing, try picture.png().count)
    }
}

func serve(folder: String) throws {
    while let line = readLine() {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 2, let sample = Sample.all.first(where: { $0.name == words[0] })
        else { continue }
        let run = try timed(sample, words[1])
        try Data(run.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(words[0]).\(words[1])"))
        print("\(run.milliseconds) \(run.bytes.count)")
        fflush(nil)
    }
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--serve", let folder = arguments.dropFirst().first {
    try serve(folder: folder)
} else {
    try printTable(rounds: max(1, arguments.first.flatMap { Int($0) } ?? 200))
}
