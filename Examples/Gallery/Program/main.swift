// Draws the gallery.
//
//     gallery FOLDER      writes every figure in every theme, some as SVG and PDF, and the page that
//                         shows them

import Foundation
import GalleryFigures

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: gallery FOLDER\n".utf8))
    exit(64)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1])
for file in Gallery.pictures + Gallery.documents + [Gallery.page] {
    let place = folder.appendingPathComponent(file.path)
    try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.bytes()).write(to: place)
}
