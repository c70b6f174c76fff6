// Tables of numbers sort by a click on the head of a column: from the largest, from the smallest, as they were.

const sortText = new Intl.Collator(undefined, { numeric: true });

/** The number in a cell; `null` where there is none. */
function cellNumber(text) {
  const number = Number.parseFloat(text.replace("−", "-"));
  return Number.isNaN(number) ? null : number;
}

function sortable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const orders = ["descending", "ascending", ""];
  const compare = (column, sign) => {
    const values = new Map(rows.map((row) => {
      const text = row.cells[column].textContent.trim();
      return [row, { text, number: cellNumber(text) }];
    }));
    const areNumbers = [...values.values()].every(({ text, number }) => number !== null || text === "–");
    return (a, b) => {
      const [x, y] = [values.get(a), values.get(b)];
      if (!areNumbers) return -sign * sortText.compare(x.text, y.text);
      // Rows without a number come last both ways.
      if (x.number === null || y.number === null) return (x.number === null) - (y.number === null);
      return sign * (x.number - y.number);
    };
  };
  heads.forEach((head, column) => {
    const button = element("button", {
      type: "button",
      onclick: () => {
        const order = orders[(orders.indexOf(head.getAttribute("aria-sort") ?? "") + 1) % orders.length];
        for (const other of heads) other.removeAttribute("aria-sort");
        if (order) head.setAttribute("aria-sort", order);
        body.append(...(order ? rows.toSorted(compare(column, order === "ascending" ? 1 : -1)) : rows));
      },
    }, ...head.childNodes);
    head.append(button);
  });
  table.classList.add("sortable");
}

function sortTables() {
  for (const table of document.querySelectorAll("table:is(.cosines, .tokens, .values)")) {
    if (table.tHead && table.tBodies[0]?.rows.length > 1) sortable(table);
  }
}
