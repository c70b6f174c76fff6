#!/usr/bin/env bash
# Foundation's composed form (NFC) takes characters beyond U+FFFF for those that have the same lower 16 bits.
#
# NFC must never change what a text says. On Linux, `precomposedStringWithCanonicalMapping` turns U+10041 (Linear B)
# with a combining acute accent, which has no composed form, into U+00C1, the Latin letter Á: it looks the base up
# without its upper bits. The same goes for CJK ideographs, as U+21F10, which becomes a Greek letter. The standard
# library's own comparison and Python's unicodedata leave them as they are.
#
# Composes each character of planes 1 and 2 with an acute accent, and prints how many change and an example. Fails if
# none does, or if the standard library holds the results to be equal to the originals. Needs Swift 6.3.1's compiler.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >planes.swift <<'SWIFT'
import Foundation

func codes(_ text: String) -> String {
    text.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
}
var changed: [(String, String)] = []
for value in UInt32(0x10000)...0x2FFFF {
    guard let scalar = Unicode.Scalar(value) else { continue }
    let text = String(scalar) + "\u{301}"
    let composed = text.precomposedStringWithCanonicalMapping
    // The standard library compares texts by their composed forms.
    if composed != text { changed.append((text, composed)) }
}
guard let (text, composed) = changed.first else { exit(1) }
print("\(changed.count) texts become others: \(codes(text)) becomes \(codes(composed))")
exit(composed == "\u{C1}" ? 0 : 1)
SWIFT
swiftc -O planes.swift -o planes
echo "$(swiftc --version 2>/dev/null | head -1): $(./planes)"
