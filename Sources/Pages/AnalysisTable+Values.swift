import Analyses

extension AnalysisTable {
    /// - Parameter anchor: that of what the table belongs to.
    func values(_ anchor: String) -> PageValues {
        func values(_ part: Part) -> PageValues {
            [
                "text": part.text, "token": part.isToken, "marked": part.isMarked,
                "hasNote": part.note != nil, "note": part.note ?? "",
            ]
        }
        func values(_ row: Row) -> PageValues {
            // Most rows are numbers, which render in less time than parts.
            let numbers = row.cells.compactMap(\.number)
            let isNumbers = numbers.count == row.cells.count
            return [
                "name": row.name, "token": row.isToken, "target": row.isTarget,
                "emphasised": row.isEmphasised,
                "numbers": isNumbers ? numbers : [],
                "cells": isNumbers ? [] : row.cells.map { ["parts": $0.map(values)] as PageValues },
            ]
        }
        return [
            "anchor": "\(anchor)-\(name)", "caption": caption, "class": style, "corner": corner,
            "columns": columns.map { ["text": $0.text, "token": $0.isToken] as PageValues },
            "tokenColumns": columns.contains(where: \.isToken),
            "tokenRows": rows.contains { row in
                row.isToken || row.cells.contains { $0.contains(where: \.isToken) }
            },
            "rows": rows.map(values),
        ]
    }
}
