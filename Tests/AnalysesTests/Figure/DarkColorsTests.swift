import Charts
import ReportTestSupport
import Testing

@testable import Analyses

struct DarkColorsTests {
    private func adapted(_ svg: String) -> String {
        String(decoding: DarkColors.adapted(Array(svg.utf8)), as: UTF8.self)
    }

    @Test func exchangesEveryColourOfTheTheme() throws {
        let figure = try Sample.analysis().figure("similarity").rendered([.svg])
        let svg = String(decoding: try #require(figure.contents[.svg]), as: UTF8.self)
        #expect(svg.hasSuffix("</style>\n</svg>\n") || svg.hasSuffix("</style>\n</svg>"))
        let colors = svg.matches(of: /(fill|stroke)="(#[0-9a-f]{6})"/).map { String($0.2) }
        #expect(Set(colors).count > 3)
        for color in colors { #expect(svg.contains("=\"\(color)\"]{"), "\(color)") }
        #expect(svg.contains("[fill=\"\(Theme.light.text.web)\"]{fill:\(Theme.dark.text.web)}"))
    }

    @Test func keepsTheInkOfCells() {
        let svg = adapted("<svg><g fill=\"#ffffff\"/><path fill=\"#440154\"/></svg>")
        #expect(svg.contains("path[fill=\"#ffffff\"],circle[fill=\"#ffffff\"]{"))
        #expect(!svg.contains("}[fill=\"#ffffff\"]") && !svg.contains("=\"#440154\"]"))
    }

    @Test func hasRulesForTheFiguresColoursAlone() {
        let text = Theme.light.text.web
        let svg = adapted("<svg><g fill=\"\(text)\"/></svg>")
        #expect(svg.matches(of: /{(fill|stroke):/).count == 1)
        #expect(svg.contains("dark){[fill=\"\(text)\"]{fill:\(Theme.dark.text.web)}}</style>"))
    }

    @Test func darkensTheRimsOfMarkers() throws {
        let chart = ScatterChart(
            groups: (0..<4).map { .init(points: [.init(Double($0), 0)]) })
        let svg = String(
            decoding: DarkColors.adapted(try ChartRenderer().svg(chart)), as: UTF8.self)
        let rims = svg.matches(of: /<(\w+)[^>]* fill="#ffffff"/).map { String($0.1) }
        #expect(Set(rims).isSuperset(of: ["circle", "path"]))
        for name in Set(rims) { #expect(svg.contains("\(name)[fill=\"#ffffff\"]"), "\(name)") }
    }

    @Test func leavesOtherFilesAlone() {
        #expect(adapted("no svg") == "no svg")
        #expect(adapted("") == "")
    }

    @Test func writesColoursAsStyleSheetsDo() {
        #expect(Color(0x0A_FF_00).web == "#0aff00")
    }
}
