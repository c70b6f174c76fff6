// What one view shows: a matrix of attention between tokens or words.

/** The tokens in groups: each alone, or the pieces of a word together. */
function groups(sentence, { mergesWords, hidesSpecial }) {
  const list = [];
  sentence.words.forEach((word, token) => {
    if (word === null && hidesSpecial) return;
    const last = list[list.length - 1];
    if (mergesWords && word !== null && last && last.word === word) {
      last.tokens.push(token);
      last.label = sentence.wordTexts[word] || last.label;
      return;
    }
    const name = sentence.tokens[token];
    // A token that is unknown to the model keeps its name; one of white space is a word without text.
    const text = mergesWords && word !== null && name !== "[UNK]" && name !== "<unk>" && sentence.wordTexts[word];
    list.push({ word, tokens: [token], label: text || name });
  });
  const target = new Set(sentence.target);
  for (const group of list) group.isTarget = group.tokens.some((token) => target.has(token));
  return list;
}

/**
 * Attention between groups: from a group the mean of its rows, to a group the sum over its columns.
 * Where tokens are left out, each row is divided by what remains.
 *
 * @param everyRow whether every token attends, or the word alone.
 */
function matrix(sentence, state, everyRow = sentence.hasEveryRow(state.head)) {
  const columns = groups(sentence, state);
  const own = columns.findIndex((group) => group.isTarget);
  const rows = everyRow
    ? columns.map((group, column) => ({ ...group, column }))
    : [{ ...columns[own], column: own, tokens: null }];
  const values = rows.map(({ tokens }) => {
    const row = tokens === null
      ? sentence.row(state.layer, state.head, null)
      : mean(tokens.map((token) => sentence.row(state.layer, state.head, token)));
    return shares(columns.map((group) => group.tokens.reduce((sum, token) => sum + row[token], 0)),
      state.hidesSpecial);
  });
  return { rows, columns, values, runsRightToLeft: sentence.runsRightToLeft };
}

function shares(row, isPart) {
  const sum = row.reduce((total, value) => total + value, 0);
  return isPart && sum > 0 ? row.map((value) => value / sum) : row;
}

/** Whether a number between two groups counts for the scale: as in figures, those of special tokens do not. */
const counts = (row, column) => row.word !== null && column.word !== null;

/** The largest magnitude that counts for the scale; of a table without any, the largest of all. */
function largestOnScale({ rows, columns, values }) {
  // Too many numbers to be arguments of one call.
  const largestOf = (isWanted) => values.reduce((most, row, y) => row.reduce((found, value, x) => (
    isWanted(rows[y], columns[x]) ? Math.max(found, Math.abs(value)) : found), most), 0);
  return largestOf(counts) || largestOf(() => true);
}

/** Whether a number of a table is beyond the end of the scale, which it does not count for. */
const isBeyond = ({ rows, columns, values }, y, x, limit) =>
  !counts(rows[y], columns[x]) && Math.abs(values[y][x]) > limit;

/** The row in which a token attends; the word's own where that token is not shown. */
function rowOf(table, token) {
  const found = table.rows.findIndex(({ tokens }) => tokens !== null && tokens.includes(token));
  return found >= 0 ? found : Math.max(table.rows.findIndex((row) => row.isTarget), 0);
}

/** The columns with the largest values, of differences with either sign; of equal ones the earlier first. */
function largest(row, count) {
  return row.map((value, column) => ({ value, column }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.column - b.column).slice(0, count);
}
