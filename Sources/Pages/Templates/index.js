// Search, sorting and filters over all rows of a batch. The page is whole without this script.
// The rows come from index/rows-N.js, each a call of attentionReportRows, loaded when first needed.
// Whatever a row says reaches the page as text, never as markup.
"use strict";
(() => {
  const list = document.getElementById("list");
  const table = list?.querySelector("table.pairs");
  if (!table) return;

  const { root } = list.dataset;
  const fileCount = Number(list.dataset.files);
  const total = Number(list.dataset.rows);
  const labels = JSON.parse(list.dataset.labels);
  // What the rows can be sorted by: {key, isCell, decimals, orders, shades}. Numbers come in units of their
  // last decimal; a column without decimals holds text. Cells are coloured from `shades` up, and below their negatives.
  const columns = JSON.parse(list.dataset.columns);
  const low = Number(list.dataset.low);
  const high = Number(list.dataset.high);
  // So many rows are searched at once, and so many more whenever the reader asks for it.
  const step = 50000;
  // Where the page holds only the first rows of the list, how many; the others are in the data alone.
  const home = Number(list.dataset.home);
  const rowsPerPage = home || 100;

  const grouped = (number) => number.toLocaleString("en-US");

  function make(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in element) element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  // Rows

  const rows = [];
  let filesLoaded = 0;
  let limit = step;
  let arriving = null;

  window.attentionReportRows = (file) => {
    arriving = file;
  };

  function read(keys, values, place) {
    const row = { place, text: null };
    for (let index = 0; index < keys.length; index += 1) row[keys[index]] = values[index];
    return row;
  }

  const anchorOf = ({ folder, number }) => folder ? `pair-${folder.split("/").pop()}` : `row-${number}`;

  function loadFile(number) {
    return new Promise((resolve, reject) => {
      const script = make("script", { src: `${root}index/rows-${number}.js` });
      script.onload = () => {
        script.remove();
        if (arriving?.number === number) resolve(arriving);
        else reject(new Error(`index/rows-${number}.js holds other rows`));
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`index/rows-${number}.js cannot be read`));
      };
      document.head.append(script);
    });
  }

  // Rows may be packed: gzip in base64.
  async function unpacked(file) {
    if (!file.packed) return file;
    const text = atob(file.packed);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = text.charCodeAt(index);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  // So many files are on their way at once.
  const filesAhead = 4;
  const coming = new Map();
  function file(number) {
    for (let next = number; next < number + filesAhead && next <= fileCount; next += 1) {
      if (!coming.has(next)) coming.set(next, loadFile(next).then(unpacked));
      // Whoever waits for it is told; it may be asked for again.
      coming.get(next).catch(() => coming.delete(next));
    }
    const found = coming.get(number);
    found.then(() => coming.delete(number), () => {});
    return found;
  }

  let loading = null;
  // One file after the other, so that their rows keep their order; a second call joins the first.
  function load(isEnough, onFile) {
    loading ??= (async () => {
      while (filesLoaded < fileCount && !isEnough()) {
        const { keys, rows: added } = await file(filesLoaded + 1);
        for (const values of added) rows.push(read(keys, values, rows.length));
        filesLoaded += 1;
        onFile();
      }
    })().finally(() => { loading = null; });
    return loading;
  }

  // State, which the address after # repeats

  const names = ["q", "id", "word", "label", "show", "sort", "page"];
  const state = {};
  function readAddress() {
    const values = new URLSearchParams(location.hash.slice(1));
    for (const name of names) state[name] = values.get(name) ?? "";
    if (!columns.some(({ key }) => key === state.sort.replace(/^-/, ""))) state.sort = "";
    // A link to a row that stands on another page.
    const anchor = location.hash.slice(1);
    state.anchor = /^(pair|row)-/.test(anchor) && !document.getElementById(decode(anchor))
      ? decode(anchor) : "";
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function writeAddress() {
    const values = new URLSearchParams();
    for (const name of names) if (state[name]) values.set(name, state[name]);
    const text = values.toString();
    history.replaceState(null, "", text ? `#${text}` : `${location.pathname}${location.search}`);
  }

  const isActive = () => names.some((name) => state[name]) || state.anchor !== "";
  // Whether rows are chosen or sorted; else they are read in the order of the list.
  const isChosen = () =>
    names.some((name) => name !== "page" && state[name]) || state.anchor !== "";

  // Choosing and sorting

  const collator = new Intl.Collator(undefined, { numeric: true });

  // Most texts have no marks to take off, which takes most of the time.
  const folded = (text) => /[\u0080-\uFFFF]/.test(text)
    ? text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase() : text.toLowerCase();

  function textOf(row) {
    if (row.text === null) {
      const [one, two] = row.sentences;
      row.text = folded(
        `${row.id}\n${row.word}\n${row.label ?? ""}\n${row.reason ?? ""}\n${one.join("")}\n${two.join("")}`);
    }
    return row.text;
  }

  function chosen() {
    const terms = folded(state.q).split(/\s+/).filter(Boolean);
    const word = state.word.toLowerCase();
    const found = rows.filter((row) =>
      (!state.id || row.id === state.id)
      && (!state.anchor || anchorOf(row) === state.anchor)
      && (!state.word || row.word.toLowerCase() === word)
      && (!state.label || row.label === state.label)
      && (state.show !== "failed" || row.reason !== null)
      && (state.show !== "drawn" || (list.dataset.chosen === "pages" ? row.folder : row.drawn))
      && terms.every((term) => textOf(row).includes(term)));
    const key = state.sort.replace(/^-/, "");
    if (!key) return found;
    const sign = state.sort.startsWith("-") ? -1 : 1;
    const isText = columns.find((column) => column.key === key).decimals === undefined;
    return found.sort((a, b) => {
      // Rows without a value come last in both directions.
      const [lacksA, lacksB] = [a, b].map((row) => row[key] === null || row[key] === "");
      if (lacksA !== lacksB) return lacksA - lacksB;
      const order = lacksA ? 0 : isText ? collator.compare(a[key], b[key]) : a[key] - b[key];
      return sign * order || a.place - b.place;
    });
  }

  // Drawing

  const numberText = (value, decimals) =>
    (value < 0 ? "−" : "") + (Math.abs(value) / 10 ** decimals).toFixed(decimals);
  const cosineText = (value) => numberText(value, 3);

  function sparkline(cosine) {
    const element = (name, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const points = cosine.map((value, index) => [
      3 + (cosine.length > 1 ? index / (cosine.length - 1) : 0.5) * 90,
      25 - (high > low ? (value / 1000 - low) / (high - low) : 0.5) * 22,
    ].map((number) => number.toFixed(1)));
    const [x, y] = points[points.length - 1];
    const svg = element("svg", {
      class: "spark", viewBox: "0 0 96 28", width: 96, height: 28, role: "img",
      "aria-label": `From ${cosineText(cosine[0])} to ${cosineText(cosine[cosine.length - 1])}, `
        + `lowest ${cosineText(Math.min(...cosine))}`,
    });
    svg.append(
      element("polyline", { points: points.map((point) => point.join(",")).join(" ") }),
      element("circle", { cx: x, cy: y, r: 2.2 }));
    return svg;
  }

  function cell({ key, decimals, shades = [] }, row) {
    const value = row[key];
    if (decimals === undefined) return make("td", { className: "label" }, make("bdi", {}, value ?? "–"));
    const level = shades.filter((step) => Math.abs(value) >= step).length;
    const shade = level > 0 ? ` ${value > 0 ? "above" : "below"}-${level}` : "";
    return make("td", { className: `number${shade}` }, value === null ? "–" : numberText(value, decimals));
  }

  const hasThumbnails = table.querySelector("th[data-pictures]") !== null;

  function rowElement(row) {
    const name = make("bdi", { className: "name" }, row.id);
    const url = `${root}pairs/${row.folder.split("/").map(encodeURIComponent).join("/")}/`;
    const texts = row.sentences.map(([before, word, after]) => make(
      "p", { lang: "", dir: "auto", translate: false },
      before, ...(word ? [make("mark", {}, word)] : []), after));
    if (row.reason) texts.push(make("p", { className: "reason" }, row.reason));
    const link = make(
      "a", { className: "permalink", href: `#${new URLSearchParams({ id: row.id })}`,
        "aria-label": `Link to ${row.id}` }, "#");
    const cells = [
      make("th", { scope: "row" }, row.folder ? make("a", { href: `${url}index.html` }, name) : name,
        " ", link),
      make("td", { className: "texts" }, ...texts),
    ];
    cells.push(...columns.filter(({ isCell }) => isCell).map((column) => cell(column, row)));
    cells.push(make("td", {}, ...(row.cosine.length > 0 ? [sparkline(row.cosine)] : [])));
    if (hasThumbnails) {
      cells.push(make("td", {}, ...(row.drawn ? [make(
        "a", { href: `${url}index.html`, tabIndex: -1, "aria-hidden": "true" },
        make("img", { className: "thumbnail", src: `${url}thumbnail.svg`, alt: "", loading: "lazy" }))]
        : [])));
    }
    return make("tr", { className: row.reason === null ? "" : "failed" }, ...cells);
  }

  // Controls

  function select(name, label, options) {
    const box = make("select", { name });
    for (const [value, text] of options) box.append(make("option", { value }, text));
    box.onchange = () => change({ [name]: box.value });
    form.append(make("label", {}, make("span", {}, label), box));
    return box;
  }

  const form = make("form", { className: "tools", role: "search", "aria-label": "Pairs" });
  form.onsubmit = (event) => event.preventDefault();
  const search = make("input", {
    type: "search", name: "q", autocomplete: "off", spellcheck: false,
    placeholder: "id, word or sentence",
  });
  form.append(make("label", { className: "search" }, make("span", {}, "Search"), search));
  let typing = 0;
  search.oninput = () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ q: search.value.trim() }), 150);
  };
  const boxes = {};
  if (labels.length > 0) {
    boxes.label = select("label", "Label", [["", "all"], ...labels.map((label) => [label, label])]);
  }
  const shows = [["", "all rows"]];
  if (list.dataset.chosen) shows.push(["drawn", `pairs with ${list.dataset.chosen}`]);
  if (Number(list.dataset.failed) > 0) shows.push(["failed", "rows that failed"]);
  if (shows.length > 1) boxes.show = select("show", "Show", shows);
  boxes.sort = select("sort", "Order", [
    ["", "as in the list"], ...columns.flatMap(({ orders }) => orders),
  ]);

  const status = make("p", { className: "status", role: "status" });
  const count = make("span");
  const only = make("span");
  const clear = make("button", { type: "button", hidden: true }, "Show all");
  clear.onclick = () => {
    change(Object.fromEntries(names.map((name) => [name, ""])));
    search.focus();
  };
  const more = make("button", { type: "button", hidden: true });
  more.onclick = () => {
    limit += step;
    update();
  };
  status.append(count, only);

  const previous = make("button", { type: "button" }, "Previous");
  const next = make("button", { type: "button" }, "Next");
  const pageText = make("span");
  const pager = make("nav", { className: "pager", "aria-label": "Pages of what was found", hidden: true },
    previous, pageText, next);
  for (const [button, by] of [[previous, -1], [next, 1]]) {
    button.onclick = () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      const page = (Number(state.page) || 1) + by;
      state.page = page > 1 ? String(page) : "";
      writeAddress();
      update();
      list.scrollIntoView();
    };
  }

  const buttons = [...table.querySelectorAll("th[data-key]")].map((header) => {
    // Only the arrow is in the button: on paper, names in buttons would be missing from the second page on.
    const name = header.textContent;
    const button = make("button", { type: "button", "aria-label": `Sort by ${name}` });
    header.setAttribute("aria-label", name);
    header.append(button);
    const key = header.dataset.key;
    button.onclick = () => change({
      sort: state.sort === key ? `-${key}` : state.sort === `-${key}` ? "" : key,
    });
    return { header, key };
  });

  const own = table.tBodies[0];
  const found = make("tbody");
  // Which rows these are, before what is said of all rows.
  const shown = table.caption.firstChild;
  const homeShown = shown.data;
  const navigations = list.querySelectorAll("nav.pages");

  list.querySelector("nav.pages, .scroll")
    .before(form, make("div", { className: "statusline" }, status, more, clear));
  list.append(pager);

  for (const link of document.querySelectorAll("a[data-word]")) {
    link.href = `#${new URLSearchParams({ word: link.dataset.word })}`;
  }

  function change(values) {
    Object.assign(state, { page: "", anchor: "" }, values);
    writeAddress();
    update();
  }

  function showControls() {
    if (document.activeElement !== search) search.value = state.q;
    for (const [name, box] of Object.entries(boxes)) {
      if (box.value !== state[name]) box.value = state[name];
    }
    for (const { header, key } of buttons) {
      const order = { [key]: "ascending", [`-${key}`]: "descending" }[state.sort];
      if (order) header.setAttribute("aria-sort", order);
      else header.removeAttribute("aria-sort");
    }
    const parts = [];
    if (state.word) parts.push(`word: ${state.word}`);
    if (state.id) parts.push(`name: ${state.id}`);
    only.textContent = parts.length > 0 ? ` (${parts.join(", ")})` : "";
    clear.hidden = !isActive();
  }

  function showPager(page, pages) {
    pager.hidden = pages === 1;
    pageText.textContent = `Page ${grouped(page)} of ${grouped(pages)}`;
    previous.setAttribute("aria-disabled", String(page === 1));
    next.setAttribute("aria-disabled", String(page === pages));
  }

  function showHome() {
    found.replaceWith(own);
    shown.data = homeShown;
    for (const navigation of navigations) navigation.hidden = false;
    showPager(1, home ? Math.ceil(total / home) : 1);
    more.hidden = true;
    count.textContent = "";
  }

  function pageAmong(count) {
    const pages = Math.max(1, Math.ceil(count / rowsPerPage));
    return [Math.min(Math.max(1, Number(state.page) || 1), pages), pages];
  }

  function showFound() {
    const result = isChosen() ? chosen() : rows;
    const [page, pages] = pageAmong(isChosen() ? result.length : total);
    found.replaceChildren(
      ...result.slice((page - 1) * rowsPerPage, page * rowsPerPage).map(rowElement));
    own.replaceWith(found);
    for (const navigation of navigations) navigation.hidden = true;
    shown.data = "";
    showPager(page, pages);
    if (!isChosen()) {
      count.textContent = `${grouped(total)} rows`;
      more.hidden = true;
      return;
    }
    const rest = total - rows.length;
    count.textContent = rest > 0
      ? `${grouped(result.length)} found in the first ${grouped(rows.length)} of ${grouped(total)} rows`
      : `${grouped(result.length)} of ${grouped(total)} rows`;
    more.hidden = rest <= 0;
    more.textContent = `Search ${grouped(Math.min(step, rest))} more`;
  }

  let turn = 0;
  async function update() {
    turn += 1;
    const mine = turn;
    showControls();
    if (!isActive()) return showHome();
    // A row that is asked for by name is looked for in the whole list.
    const needed = isChosen() ? limit : pageAmong(total)[0] * rowsPerPage;
    const isWanted = (row) => state.id ? row.id === state.id : anchorOf(row) === state.anchor;
    let place = 0;
    const isEnough = () => {
      if (!state.id && !state.anchor) return rows.length >= needed;
      while (place < rows.length && !isWanted(rows[place])) place += 1;
      return rows.length >= needed && place < rows.length;
    };
    try {
      while (filesLoaded < fileCount && !isEnough()) {
        await load(isEnough, () => {
          if (turn === mine) count.textContent = `Reading: ${grouped(rows.length)} of ${grouped(total)} rows`;
        });
        if (turn !== mine) return;
      }
      showFound();
    } catch (error) {
      if (turn === mine) count.textContent = `${error.message}; make the index anew with “report index”`;
    }
  }

  function follow() {
    readAddress();
    update().then(() => { if (isActive()) list.scrollIntoView(); });
  }
  window.addEventListener("hashchange", follow);
  readAddress();
  if (isActive()) follow();
  else showHome();
})();
