// Differences of two maps: of the sentences, of a head and the mean, of two layers.

/** What the map of a sentence shows under a state; of a difference with `signed`. */
function shownTable(model, sentence, state) {
  const minus = state.view === "heads" ? "" : state.minus;
  const other = { ...state };
  if (minus === "sentences") return sentenceDifference(model, state);
  if (minus === "mean") other.head = null;
  else if (minus) other.layer = Number(minus.slice(1));
  else return matrix(sentence, state);
  const everyRow = sentence.hasEveryRow(state.head) && sentence.hasEveryRow(other.head);
  const [a, b] = [state, other].map((one) => matrix(sentence, one, everyRow));
  return { ...a, values: a.values.map((row, y) => row.map((value, x) => value - b.values[y][x])), signed: true };
}

/** Sentence 2 less sentence 1, of the tokens that both have in one order, the word among them. */
function sentenceDifference(model, state) {
  const everyRow = model.sentences.every((sentence) => sentence.hasEveryRow(state.head));
  const [first, second] = model.sentences.map((sentence) => matrix(sentence, state, everyRow));
  const pairs = aligned(first.columns, second.columns);
  const columns = pairs.map(([, j]) => second.columns[j]);
  const own = columns.findIndex((group) => group.isTarget);
  const places = everyRow ? pairs.map((pair, index) => [...pair, index]) : [[0, 0, own]];
  return {
    columns, signed: true, runsRightToLeft: second.runsRightToLeft,
    rows: places.map(([, j, column]) => ({ ...second.rows[j], column })),
    values: places.map(([i, j]) => pairs.map(([x, y]) => second.values[j][y] - first.values[i][x])),
  };
}

/** Pairs of places, in order: the longest common subsequence before the word, the word, and that after it. */
function aligned(first, second) {
  const [i, j] = [first, second].map((groups) => groups.findIndex((group) => group.isTarget));
  if (i < 0 || j < 0) return common(first, second, 0, 0);
  return [
    ...common(first.slice(0, i), second.slice(0, j), 0, 0), [i, j],
    ...common(first.slice(i + 1), second.slice(j + 1), i + 1, j + 1),
  ];
}

function common(first, second, offset1, offset2) {
  const lengths = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  for (let i = first.length - 1; i >= 0; i -= 1) {
    for (let j = second.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = first[i].label === second[j].label
        ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < first.length && j < second.length;) {
    if (first[i].label === second[j].label) pairs.push([offset1 + i++, offset2 + j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The colours of −1 to 1, from that of words over the page's own to that of links. */
function signedColor(value, look) {
  const part = Math.min(Math.abs(value), 1);
  const [from, to] = [look.back, value < 0 ? look.accent : look.link].map((color) => {
    const digits = color.replace("#", "");
    const parts = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g) ?? [];
    return parts.slice(0, 3).map((text) => Number.parseInt(text, 16) || 0);
  });
  const mixed = [0, 1, 2].map((index) => Math.round(from[index] + (to[index] - from[index]) * part));
  return `#${mixed.map((number) => number.toString(16).padStart(2, "0")).join("")}`;
}
