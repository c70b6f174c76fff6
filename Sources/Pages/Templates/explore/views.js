// The two views of a matrix as scenes, with the way from a point of the picture to its numbers.

const LABEL = 12;

/** A number as the page shows it: as exact as the data are. */
const decimals = (model) => (model.bits === 8 ? 3 : 4);
const shown = (value, model) => value.toFixed(decimals(model));

/** The same with a sign where it is a difference. */
const shownIn = ({ signed }, value, model) =>
  (signed && value > 0 ? "+" : "") + shown(value, model).replace("-", "−");

function colorOf(fraction, colors) {
  const last = colors.length - 1;
  return colors[Math.min(Math.max(Math.floor(fraction * colors.length), 0), last)];
}

function labelLook(group, isFrom, look) {
  return {
    fill: isFrom || group.isTarget ? look.accent : look.text, size: LABEL,
    weight: isFrom || group.isTarget ? 700 : 400,
  };
}

const labelText = (group, isFrom, width, font) =>
  (isFrom ? "▸ " : "") + fitted(group.label, width, font, LABEL, 700);

/** Which labels are shown: those of the word and of the choice, else every n-th that covers none of them. */
function labelled(list, step, chosen) {
  const always = list.map((group, index) => group.isTarget || index === chosen);
  return list.map((_, index) => always[index]
    || (index % step === 0 && !always.slice(Math.max(0, index - step + 1), index + step).some(Boolean)));
}

/** The width of the widest label, as far as labels may go. */
const widestLabel = (groups, look) => Math.min(
  130, Math.max(...groups.map((group) => measure(group.label, look.font, LABEL, 700))));

/**
 * A map: rows attend, columns are attended to.
 *
 * @returns the scene, and with it `at(x, y)` → row and column, and `frame(row, column)`.
 */
function mapScene(table, chosen, { look, colors, limit, width, labels, count }) {
  const { rows, columns, values, runsRightToLeft } = table;
  const left = labels + 26;
  const slant = 50 * Math.PI / 180;
  const top = labels * Math.sin(slant) + 16;
  const overhang = labels * Math.cos(slant) + 8;
  const least = count > 100 ? 4 : count > 48 ? 7 : 13;
  const cell = Math.min(32, Math.max(least, Math.floor((width - left - overhang) / count)));
  const step = Math.ceil(13 / cell);
  // Where some columns begin, the first of which is the last from the left where words run that way.
  const begin = (from, to = from + 1) => left + (runsRightToLeft ? columns.length - to : from) * cell;
  const shapes = [];
  values.forEach((row, y) => {
    let start = 0;
    // Neighbours of one colour are one shape: a long sentence has many.
    const fills = row.map((value, x) => {
      if (isBeyond(table, y, x, limit)) return look.beyond;
      return table.signed ? signedColor(value / limit, look) : colorOf(value / limit, colors);
    });
    for (let x = 1; x <= fills.length; x += 1) {
      if (fills[x] === fills[start]) continue;
      shapes.push({
        kind: "rect", x: begin(start, x), y: top + y * cell, width: (x - start) * cell,
        height: cell, fill: fills[start],
      });
      start = x;
    }
  });
  const [named, headed] = [labelled(rows, step, chosen), labelled(columns, Math.ceil(16 / cell), -1)];
  rows.forEach((group, y) => {
    if (!named[y]) return;
    shapes.push({
      kind: "text", x: left - 7, y: top + (y + 0.5) * cell + LABEL * 0.36, anchor: "end",
      text: labelText(group, y === chosen, 130, look.font), ...labelLook(group, y === chosen, look),
    });
  });
  columns.forEach((group, x) => {
    if (!headed[x]) return;
    shapes.push({
      kind: "text", x: begin(x) + 0.5 * cell + 3, y: top - 6, turn: -50,
      text: labelText(group, false, 130, look.font), ...labelLook(group, false, look),
    });
  });
  return {
    width: left + columns.length * cell + overhang, height: top + rows.length * cell + 4, shapes,
    font: look.font,
    at(x, y) {
      const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)];
      if (row < 0 || row >= rows.length || column >= columns.length) return null;
      if (column < 0) return { row, column: null };
      return { row, column: runsRightToLeft ? columns.length - 1 - column : column };
    },
    frame: (row, column) => [
      { x: left, y: top + row * cell, width: columns.length * cell, height: cell },
      column === null ? null : { x: begin(column), y: top + row * cell, width: cell, height: cell },
    ],
  };
}

/** Links: tokens that attend on the left, tokens attended to on the right. */
function linkScene(table, chosen, { look, width, showsAll }) {
  const { rows, columns, values } = table;
  const height = columns.length > 100 ? 14 : columns.length > 40 ? 18 : 23;
  const label = (groups) => Math.min(
    width * 0.3, Math.max(...groups.map((group) => measure(group.label, look.font, LABEL, 700))));
  const left = label(rows) + 28;
  const number = 46;
  const right = Math.max(left + 90, Math.min(width, 560) - label(columns) - number - 18);
  const top = 28;
  const middle = (index) => top + (index + 0.5) * height;
  const shapes = [
    { kind: "text", x: left - 8, y: 14, anchor: "end", text: "attends", fill: look.soft, size: LABEL },
    { kind: "text", x: right + 8, y: 14, text: "is attended to", fill: look.soft, size: LABEL },
  ];
  const draw = (index, isChosen) => values[index].forEach((value, column) => {
    const size = Math.abs(value);
    if (size < (isChosen ? 0.0005 : 0.02)) return;
    const [y1, y2] = [middle(rows[index].column), middle(column)];
    const bend = (right - left) * 0.4;
    shapes.push({
      kind: "curve", stroke: value < 0 ? look.accent : isChosen ? look.link : look.soft,
      points: [left, y1, left + bend, y1, right - bend, y2, right, y2],
      line: 0.75 + 9 * size, opacity: isChosen ? 0.25 + 0.75 * Math.min(1, 2 * size) : 0.1 + 0.5 * size,
    });
  });
  if (showsAll) rows.forEach((_, index) => { if (index !== chosen) draw(index, false); });
  draw(chosen, true);
  rows.forEach((group, index) => shapes.push({
    kind: "text", x: left - 8, y: middle(group.column) + LABEL * 0.36, anchor: "end",
    text: labelText(group, index === chosen, width * 0.3, look.font),
    ...labelLook(group, index === chosen, look),
  }));
  columns.forEach((group, column) => {
    const y = middle(column) + LABEL * 0.36;
    const text = labelText(group, false, width * 0.3, look.font);
    shapes.push({ kind: "text", x: right + 8, y, text, ...labelLook(group, false, look) });
    shapes.push({
      kind: "text", x: Math.min(width, 560) - 4, y, anchor: "end", size: LABEL, fill: look.soft,
      text: shownIn(table, values[chosen][column], { bits: 8 }),
    });
  });
  const full = Math.max(right + label(columns) + number + 18, Math.min(width, 560));
  for (const shape of shapes) if (shape.x === Math.min(width, 560) - 4) shape.x = full - 4;
  return {
    width: full, height: top + columns.length * height + 6, shapes, font: look.font,
    at(x, y) {
      const index = Math.floor((y - top) / height);
      if (index < 0 || index >= columns.length) return null;
      if (x > (left + right) / 2) return { row: chosen, column: index };
      const row = rows.findIndex((group) => group.column === index);
      return row < 0 ? null : { row, column: null };
    },
    frame: (row, column) => [
      { x: 2, y: middle(rows[row].column) - height / 2, width: left - 4, height },
      column === null ? null
        : { x: right + 3, y: middle(column) - height / 2, width: full - right - 4, height },
    ],
  };
}

/** The colours from 0, or of differences from its negative, to the limit, and that of what is beyond. */
function legendScene(limit, { look, colors, model, isSigned, hasBeyond }) {
  const [width, x] = [220, 8];
  const shapes = [];
  const count = 64;
  for (let i = 0; i < count; i += 1) {
    shapes.push({
      kind: "rect", x: x + i * width / count, y: 4, width: width / count + 0.5, height: 10,
      fill: isSigned ? signedColor(2 * (i + 0.5) / count - 1, look) : colorOf((i + 0.5) / count, colors),
    });
  }
  const text = (at, anchor, value) => shapes.push(
    { kind: "text", x: at, y: 30, anchor, text: value, fill: look.soft, size: LABEL });
  text(x, "start", isSigned ? shownIn({ signed: true }, -limit, model) : "0");
  text(x + width / 2, "middle", isSigned ? "difference" : "attention");
  text(x + width, "end", shownIn({ signed: isSigned }, limit, model));
  if (!hasBeyond) return { width: width + 16, height: 36, shapes, font: look.font };
  const beyond = x + width + 40;
  shapes.push({ kind: "rect", x: beyond, y: 4, width: 20, height: 10, fill: look.beyond });
  const name = (isSigned ? "beyond ±" : "> ") + shown(limit, model);
  text(beyond, "start", name);
  return { width: beyond + measure(name, look.font, LABEL) + 8, height: 36, shapes, font: look.font };
}
