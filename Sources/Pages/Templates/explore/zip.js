// A ZIP archive of small files, without compression and with one date: the same files give the same bytes.

const CHECKS = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CHECKS[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Numbers as bytes, the low one first: pairs of value and size. */
function littleEndian(...fields) {
  return Uint8Array.from(fields.flatMap(([value, size]) =>
    Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** index) % 256)));
}

/** @param files names and texts. */
function zipOf(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of files) {
    const [title, content] = [encoder.encode(name), encoder.encode(text)];
    // Names in UTF-8; stored; the first of January 1980.
    const about = [
      [20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], [checksum(content), 4], [content.length, 4],
      [content.length, 4], [title.length, 2], [0, 2],
    ];
    const head = littleEndian([0x04034b50, 4], ...about);
    parts.push(head, title, content);
    directory.push(
      littleEndian([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), title);
    offset += head.length + title.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = littleEndian(
    [0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
