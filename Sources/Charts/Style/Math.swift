internal import Glibc

// The few functions of the C library that the charts need, named once, so that no other file
// depends on the platform.

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The logarithm to base 10.
func logarithm(_ value: Double) -> Double { log10(value) }

/// The largest whole `e` with `10^e <= value`; 0 for a value that has none.
func decimalExponent(_ value: Double) -> Int {
    guard value > 0, value.isFinite else { return 0 }
    var exponent = Int(log10(value).rounded(.down))
    // log10 can land on the wrong side of a power of ten by one unit in the last place.
    if power(10, Double(exponent)) > value { exponent -= 1 }
    if power(10, Double(exponent + 1)) <= value { exponent += 1 }
    return exponent
}

func sine(degrees: Double) -> Double { sin(degrees * .pi / 180) }
func cosine(degrees: Double) -> Double { cos(degrees * .pi / 180) }
