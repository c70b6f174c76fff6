// The attention of both sentences, read from the page's data block.

/** Bytes of a base64 text. */
function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Numbers from 0 to 1: n / 65535 of 16 bits, the square of n / 255 of 8. */
function fractions(text, bits) {
  const raw = bytes(text);
  if (bits === 8) return Float32Array.from(raw, (n) => (n / 255) ** 2);
  const view = new DataView(raw.buffer);
  const values = new Float32Array(raw.length / 2);
  for (let i = 0; i < values.length; i += 1) values[i] = view.getUint16(2 * i, true) / 65535;
  return values;
}

/** One sentence: its tokens, and its attention as rows of one number per token. */
class Sentence {
  constructor(source, number, model) {
    this.number = number;
    this.text = source.text;
    this.tokens = source.tokens;
    this.words = source.words;
    this.wordTexts = source.wordTexts;
    this.target = source.target;
    this.model = model;
    this.full = source.full && fractions(source.full, model.bits);
    this.rows = source.rows && fractions(source.rows, model.bits);
    this.means = source.means && fractions(source.means, model.bits);
  }

  get length() { return this.tokens.length; }

  /** Whether more letters of the text are of a script that runs from right to left than not, as in figures. */
  get runsRightToLeft() {
    const letters = this.text.match(/\p{L}/gu) ?? [];
    return 2 * letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length > letters.length;
  }

  /** Whether every token's row is there, and not the word's alone. */
  hasEveryRow(head) { return Boolean(this.full || (head === null && this.means)); }

  /** The row of a token, or of the word (`null`); of one head, or the mean over heads (`null`). */
  row(layer, head, token) {
    const { heads } = this.model;
    const size = this.length;
    if (token === null && this.full) {
      return mean(this.target.map((piece) => this.row(layer, head, piece)));
    }
    if (head === null && this.means && token !== null) {
      const start = (layer * size + token) * size;
      return this.means.subarray(start, start + size);
    }
    if (head === null) {
      return mean(Array.from({ length: heads }, (_, index) => this.row(layer, index, token)));
    }
    const source = this.full || this.rows;
    const start = this.full
      ? ((layer * heads + head) * size + token) * size
      : (layer * heads + head) * size;
    return source.subarray(start, start + size);
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The mean of rows, number by number. */
function mean(rows) {
  if (rows.length === 1) return rows[0];
  const sum = new Float32Array(rows[0].length);
  for (const row of rows) for (let i = 0; i < row.length; i += 1) sum[i] += row[i];
  return sum.map((value) => value / rows.length);
}

const colorsOf = (text) => text.match(/.{6}/g).map((color) => `#${color}`);

function readData(element) {
  const source = JSON.parse(element.textContent);
  const model = {
    layers: source.layers, heads: source.heads, bits: source.bits,
    layer: source.layer, head: source.head,
    light: colorsOf(source.light), dark: colorsOf(source.dark),
  };
  model.sentences = source.sentences.map((item, index) => new Sentence(item, index + 1, model));
  return model;
}
