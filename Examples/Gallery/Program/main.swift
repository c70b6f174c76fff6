// Draws the gallery.
//
//     gallery FOLDER              writes every figure in every theme, some as SVG and PDF, and the page
//                                 that shows them
//     gallery --formats FOLDER    writes every figure in the light theme as PNG, SVG and PDF

import Foundation
import GalleryFigures

var arguments = Array(CommandLine.arguments.dropFirst())
let hasFormats = arguments.first == "--formats"
if hasFormats { arguments.removeFirst() }
guard arguments.count == 1, !arguments[0].hasPrefix("-") else {
    FileHandle.standardError.write(Data("usage: gallery [--formats] FOLDER\n".utf8))
    exit(64)
}
let folder = URL(fileURLWithPath: arguments[0])
let files =
    hasFormats ? Gallery.formats : Gallery.pictures + Gallery.documents + [Gallery.page]
for file in files {
    let place = folder.appendingPathComponent(file.path)
    try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.bytes()).write(to: place)
}
