// The values of the figures, beside the pointer and by arrow keys. A figure's card says in `data-values` where
// its numbers stand: grids with rows and columns as [label, start, end], in per mille of the picture.

const valueText = (value) => (value === null ? "no number"
  : value.toFixed(4).replace("-", "−"));

/** "river: 0.0982", "river, L3: 0.0982", or "L3: cosine 0.8064, baseline 0.0120". */
function valuesText(grid, column, rows) {
  const name = grid.columns[column][0];
  const parts = rows.map((row) => [grid.rows[row][0], valueText(grid.values[row][column])]);
  if (parts.length > 1) return [name, parts.map((part) => part.join(" ")).join(", ")];
  const [[row, value]] = parts;
  return [[name, row].filter(Boolean).join(", "), value];
}

function readFigure(card, status) {
  const image = card.querySelector("img");
  const grids = JSON.parse(card.dataset.values);
  const frame = element("span", { class: "value-frame", hidden: "" });
  card.append(frame);
  let place = null;

  const inside = (value) => ([, start, end]) => value >= start && value < end;
  const rowsAt = (grid, y) => grid.rows.flatMap((row, index) => (inside(y)(row) ? [index] : []));

  /** Rows that lie where a row lies: the lines of a chart share the plot. */
  const together = (grid, row) => rowsAt(grid, (grid.rows[row][1] + grid.rows[row][2]) / 2);

  function show({ grid, column, rows }, point) {
    const [name, values] = valuesText(grid, column, rows);
    const [, left, right] = grid.columns[column];
    const [, top, bottom] = grid.rows[rows[0]];
    const { offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = image;
    Object.assign(frame.style, {
      left: `${offsetLeft + left * width / 1000}px`, top: `${offsetTop + top * height / 1000}px`,
      width: `${(right - left) * width / 1000}px`, height: `${(bottom - top) * height / 1000}px`,
    });
    frame.hidden = false;
    const box = frame.getBoundingClientRect();
    tip.show(point ?? { x: box.right - 14, y: box.top }, token(name), ": ", element("strong", {}, values));
    if (!point) status.textContent = `${name}: ${values}`;
  }

  function hide() {
    frame.hidden = true;
    tip.hide();
  }

  card.addEventListener("pointermove", (event) => {
    const box = image.getBoundingClientRect();
    const x = 1000 * (event.clientX - box.left) / box.width;
    const y = 1000 * (event.clientY - box.top) / box.height;
    for (const grid of grids) {
      const column = grid.columns.findIndex(inside(x));
      const rows = rowsAt(grid, y);
      if (column >= 0 && rows.length > 0) {
        show({ grid, column, rows }, { x: event.clientX, y: event.clientY });
        return;
      }
    }
    hide();
  });
  card.addEventListener("pointerleave", hide);

  // By keyboard: left and right to the next column, up and down to the next row of cells.
  function go(change) {
    const grid = grids[0];
    const last = (list) => list.length - 1;
    const within = (value, end) => Math.min(Math.max(value, 0), end);
    place = place
      ? { column: within(place.column + change.column, last(grid.columns)), row: within(place.row + change.row, last(grid.rows)) }
      : { column: 0, row: 0 };
    show({ grid, column: place.column, rows: together(grid, place.row) });
  }
  card.addEventListener("focus", () => { if (card.matches(":focus-visible")) go({ column: 0, row: 0 }); });
  card.addEventListener("blur", hide);
  card.addEventListener("keydown", (event) => {
    const change = KEYS[event.key];
    if (event.key === "Escape") hide();
    if (!change || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go({ row: change[0], column: change[1] });
  });
}

const KEYS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

function readFigures() {
  const cards = document.querySelectorAll(".card[data-values]");
  if (cards.length === 0) return;
  const status = element("p", { class: "unseen", role: "status" });
  document.body.append(status);
  for (const card of cards) readFigure(card, status);
}
