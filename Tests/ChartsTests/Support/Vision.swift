@testable import Charts

/// Full colour vision and its three dichromatic forms.
///
/// Source: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color
/// vision deficiency", 2009, severity 1.0, in linear light.
enum Vision: CaseIterable {
    case full, protanopia, deuteranopia, tritanopia

    /// How different two colours look: their distance in Oklab, in which black and white are 1
    /// apart and 0.02 is just noticeable.
    func difference(_ a: Color, _ b: Color) -> Double {
        zip(seen(a), seen(b)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private var matrix: [[Double]] {
        switch self {
        case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        case .tritanopia:
            [
                [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        }
    }

    /// Björn Ottosson, "A perceptual color space for image processing", 2020.
    private func seen(_ color: Color) -> [Double] {
        let linear = [color.red, color.green, color.blue].map { channel in
            // The luminance of a grey is the linear value of its channels.
            Color(red: channel, green: channel, blue: channel).luminance
        }
        let light = Self.product(matrix, linear).map { min(max($0, 0), 1) }
        let cones = Self.product(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ], light
        ).map { power($0, 1.0 / 3) }
        return Self.product(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ], cones)
    }

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).map { $0 * $1 }.reduce(0, +) }
    }
}
