// Every layer and head of a sentence as small maps, to choose one from.

/** A matrix drawn small: more cells than can be told apart become the largest of a block. */
function pooled(values, most) {
  const block = Math.ceil(values[0].length / most);
  if (block === 1) return values;
  const result = [];
  for (let y = 0; y < values.length; y += block) {
    const row = [];
    for (let x = 0; x < values[0].length; x += block) {
      let largestOfBlock = 0;
      for (const part of values.slice(y, y + block)) {
        for (const value of part.slice(x, x + block)) largestOfBlock = Math.max(largestOfBlock, value);
      }
      row.push(largestOfBlock);
    }
    result.push(row);
  }
  return result;
}

/** @returns as `mapScene`; rows are layers here, columns heads. */
function headsScene(sentence, state, { look, colors, model, width }) {
  const [left, top, gap] = [34, 34, 3];
  const step = Math.max(18, Math.min(64, Math.floor((width - left - 4) / model.heads)));
  const size = step - gap;
  const shapes = [{ kind: "text", x: left, y: 12, text: "head", fill: look.soft, size: LABEL }];
  for (let head = 0; head < model.heads; head += 1) {
    shapes.push({
      kind: "text", x: left + head * step + size / 2, y: top - 7, anchor: "middle", text: String(head),
      fill: look.text, size: LABEL - 1,
    });
  }
  for (let layer = 0; layer < model.layers; layer += 1) {
    const y = top + layer * step;
    shapes.push({
      kind: "text", x: left - 6, y: y + size / 2 + LABEL * 0.36, anchor: "end", text: `L${layer}`,
      fill: look.text, size: LABEL - 1,
    });
    for (let head = 0; head < model.heads; head += 1) {
      const { values: all, runsRightToLeft } = matrix(sentence, { ...state, layer, head });
      const values = pooled(runsRightToLeft ? all.map((row) => [...row].reverse()) : all, Math.min(24, size / 2));
      const [columns, rows] = [size / values[0].length, size / values.length];
      const x = left + head * step;
      shapes.push({ kind: "rect", x, y, width: size, height: size, fill: colors[0] });
      values.forEach((row, i) => row.forEach((value, j) => {
        const fill = colorOf(value, colors);
        if (fill === colors[0]) return;
        shapes.push({ kind: "rect", x: x + j * columns, y: y + i * rows, width: columns, height: rows, fill });
      }));
    }
  }
  return {
    width: left + model.heads * step, height: top + model.layers * step, shapes, font: look.font,
    at(x, y) {
      const [row, column] = [Math.floor((y - top) / step), Math.floor((x - left) / step)];
      const isInside = row >= 0 && row < model.layers && column >= 0 && column < model.heads;
      return isInside ? { row, column } : null;
    },
    frame: (layer, head) => (head === null ? [] : [
      { x: left + head * step - 1, y: top + layer * step - 1, width: size + 2, height: size + 2 },
    ]),
  };
}
