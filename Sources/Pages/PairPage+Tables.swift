import Analyses
import Files

extension PairPage {
    /// The heatmaps in numbers: neighbouring colors are hard to tell apart.
    func layerTables() -> PageValues {
        let view = analysis.view
        let tables = view.shareTables("attention, mean of heads") { view.layers($0) }
        return ["layerTables": tables.map { $0.values("values") }]
    }

    func tokens() -> PageValues {
        var selections = [analysis.firstSelection]
        if analysis.chosenSelection != selections[0] { selections.append(analysis.chosenSelection) }
        let names = selections.map { selection in
            AnalyzedPair.layerName(selection.layer) + " "
                + (selection.head.map { "head \($0)" } ?? "mean")
        }
        let view = analysis.view
        let tables = AnalyzedPair.Side.allCases.map { side -> PageValues in
            let sentence = analysis.sentence(side)
            let seen = view.sentences[side.rawValue]
            // On a page a group is one token.
            let shown = seen.groups.groups.map { $0[0] }
            let listed = seen.window == nil ? Array(sentence.tokens.indices) : shown
            let columns = selections.map { selection in
                Dictionary(
                    uniqueKeysWithValues: zip(shown, view.row(side.rawValue, selection)))
            }
            let special = sentence.isSpecial
            let target = Set(sentence.target)
            return [
                "number": side.number, "columns": names.map { ["name": $0] as PageValues },
                "rows": listed.map { index -> PageValues in
                    let token = sentence.tokens[index]
                    let classes = [
                        target.contains(index) ? "target" : nil, special[index] ? "special" : nil,
                    ].compactMap(\.self)
                    return [
                        "index": index, "token": token, "id": sentence.ids[index],
                        "target": target.contains(index),
                        "hasClass": !classes.isEmpty, "class": classes.joined(separator: " "),
                        "values": columns.map { column in
                            column[index].map { Format.cell(Double($0)) } ?? "–"
                        },
                    ]
                },
            ]
        }
        return [
            "idSentence": idSentence(), "tokenTables": tables,
            "columnNames": names.joined(separator: " and "),
        ]
    }

    /// Whether the vocabulary alone could tell the two uses apart.
    private func idSentence() -> String {
        let ids = analysis.sentences.map { sentence in sentence.target.map { sentence.ids[$0] } }
        let lists = ids.map { $0.map(String.init).joined(separator: ", ") }
        let verb = ids.allSatisfy { $0.count == 1 } ? "id is" : "ids are"
        guard ids[0] == ids[1] else {
            return "The word’s \(verb) \(lists[0]) in sentence 1 and \(lists[1]) in sentence 2."
        }
        return "The word’s \(verb) \(lists[0]) in both sentences: "
            + "only the context can tell the uses apart."
    }

    /// For every head the token that the word attends to most.
    func headTables() -> PageValues {
        let heads = 0..<analysis.model.heads
        let tables = AnalyzedPair.Side.allCases.map { side -> PageValues in
            let sentence = analysis.sentence(side)
            let shown = analysis.shownTokens(side)
            let target = Set(sentence.target)
            return [
                "number": side.number,
                "rows": (0..<analysis.model.layers).map { layer -> PageValues in
                    [
                        "layer": AnalyzedPair.layerName(layer),
                        "heads": heads.map { head -> PageValues in
                            // Of a long text, too, the one among all.
                            let row = analysis.attentionRow(
                                side: side, layer: layer, head: head,
                                hidingSpecial: analysis.options.hidesSpecial)
                            // Of equal shares the earlier token's.
                            let most = row.indices.max { (row[$0], $1) < (row[$1], $0) } ?? 0
                            let token = shown.indices.contains(most) ? shown[most] : nil
                            return [
                                "token": token.map { sentence.tokens[$0] } ?? "–",
                                "target": token.map(target.contains) ?? false,
                                "share": token == nil ? "" : Format.percent(row[most]),
                            ]
                        },
                    ]
                },
            ]
        }
        return ["headTables": tables, "heads": heads.map { ["name": $0] as PageValues }]
    }
}
