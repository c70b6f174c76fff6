// Draws what benchmark.py measured:
//
//     performance-chart RESULTS.json FIGURE.png

import Charts
import Foundation

struct Results: Decodable {
    struct Row: Decodable {
        let work: String
        let peer: String
        let ratio: Double
    }
    let machine: String
    let rows: [Row]
}

func bars(_ title: String, _ rows: [Results.Row]) -> BarChart {
    BarChart(
        title: title,
        bars: rows.map { row in
            let name = row.work.replacingOccurrences(of: "encode in bf16", with: "bf16")
                .replacingOccurrences(of: "encode, ", with: "")
            return BarChart.Bar(name, row.ratio)
        },
        orientation: .horizontal, valueTitle: "times as fast")
}

guard CommandLine.arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: performance-chart RESULTS FIGURE\n".utf8))
    exit(64)
}
let data = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1]))
let results = try JSONDecoder().decode(Results.self, from: data)
let encoding = results.rows.filter {
    $0.peer == "ONNX Runtime" && ($0.work.hasSuffix("pair") || $0.work.hasSuffix("pairs"))
}
let figure = Panels(
    title: "How many times as fast as its peers", subtitle: results.machine,
    charts: [
        bars("Encoding, beside ONNX Runtime", encoding),
        bars(
            "With figures and page, beside the notebook",
            results.rows.filter { $0.peer == "the notebook" }),
    ], columns: 1, sharesScale: false)
let size = FigureSize(width: 540, height: 420)
let png = try ChartRenderer(options: ChartOptions(size: size, resolution: 192)).png(figure)
try Data(png).write(to: URL(fileURLWithPath: CommandLine.arguments[2]))
