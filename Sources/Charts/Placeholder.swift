internal import CCairo
internal import CPango
internal import CPNG
public func w() -> Int { Int(cairo_version()) + Int(pango_version()) + Int(png_access_version_number()) }
