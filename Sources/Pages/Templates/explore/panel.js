// One sentence's picture: pointer, keys, what is read out, and the table behind it.

/** More shapes than this are drawn as pixels. */
const SHAPES = 5000;
/** More tokens than this, and the table holds one row. */
const TABLE = 40;

class Panel {
  /**
   * @param choose called with this panel's number and a token, when the reader picks one.
   * @param chooseHead the same with a layer and a head.
   */
  constructor(sentence, choose, chooseHead) {
    this.sentence = sentence;
    this.choose = choose;
    this.chooseHead = chooseHead;
    this.column = null;
    this.picture = element("div", {
      class: "explore-picture", tabindex: "0", role: "application",
      "aria-roledescription": "attention map", "aria-describedby": "explore-keys",
      onkeydown: (event) => this.key(event), onpointermove: (event) => this.point(event),
      onpointerleave: () => { tip.hide(); this.readOut(); this.mark(); }, onblur: () => tip.hide(),
      onclick: (event) => this.click(event),
    });
    this.title = element("p", { class: "explore-title", lang: "", dir: "auto", translate: "no" });
    this.output = element("p", { class: "explore-output", role: "status" });
    this.summary = element("p", { class: "explore-summary" });
    this.table = element("details", { ontoggle: () => this.fillTable() },
      element("summary", {}, "These values as a table"), element("div"));
    this.element = element(
      "div", { class: "explore-panel", role: "group", "aria-label": `Sentence ${sentence.number}` },
      this.title, this.picture, this.output, this.summary, this.table);
  }

  /** The sentence's matrix under a state, before it is drawn: panels share their limit. */
  prepare(state) {
    this.state = state;
    // The difference of the sentences is one map, in the place of the second.
    this.isDifference = state.minus === "sentences" && state.view !== "heads";
    this.element.hidden = this.isDifference && this.sentence.number === 1;
    this.data = shownTable(this.sentence.model, this.sentence, state);
    const before = this.chosen;
    this.chosen = rowOf(this.data, state.from[this.sentence.number - 1]);
    if (before !== this.chosen && !this.keepsColumn) this.column = null;
    this.keepsColumn = false;
    if (this.column !== null && this.column >= this.data.columns.length) this.column = null;
    return largestOnScale(this.data);
  }

  /** What stands above the picture, here and in files. */
  get heading() {
    const { number, text, model } = this.sentence;
    if (!this.isDifference) return `${number}  ${text}`;
    const counts = model.sentences.map((one) => one.length).join(" and ");
    return `2 − 1: the ${this.data.columns.length} tokens that both have in one order (${counts} in all)`;
  }

  /** Whether some cell is beyond the end of the scale. */
  hasBeyond(limit) {
    return this.state.view === "map" && !this.element.hidden
      && this.data.values.some((row, y) => row.some((_, x) => isBeyond(this.data, y, x, limit)));
  }

  get showsHeads() { return this.state.view === "heads"; }

  scene(options) {
    if (this.showsHeads) return headsScene(this.sentence, this.state, options);
    const build = this.state.view === "links" ? linkScene : mapScene;
    return build(this.data, this.chosen, { ...options, showsAll: this.state.showsAll });
  }

  draw(options) {
    this.options = options;
    const width = Math.max(this.element.clientWidth - 2, 240);
    this.drawn = this.scene({ ...options, width });
    this.overlay = svgElement("svg", {
      class: "explore-overlay", width: tidy(this.drawn.width), height: tidy(this.drawn.height),
      "aria-hidden": "true",
    });
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const base = this.drawn.shapes.length > SHAPES ? canvasOf(this.drawn, ratio) : svgOf(this.drawn);
    if (base instanceof HTMLCanvasElement) {
      base.style.width = `${this.drawn.width}px`;
      base.style.height = `${this.drawn.height}px`;
    }
    base.setAttribute("aria-hidden", "true");
    this.picture.replaceChildren(element("div", { class: "explore-stage" }, base, this.overlay));
    const kind = {
      map: "Map of the attention", links: "Links of the attention",
      heads: "Every layer and head of the attention",
    }[this.state.view];
    this.picture.setAttribute("aria-label",
      `${kind} in sentence ${this.sentence.number}, ${this.options.place}`);
    this.title.replaceChildren(this.heading);
    this.mark();
    this.readOut();
    this.summarize();
    if (this.table.open) this.fillTable();
  }

  /** Frames the row that attends and, if any, the token attended to; or the head. */
  mark(row = this.showsHeads ? this.state.layer : this.chosen,
    column = this.showsHeads ? this.state.head : this.column) {
    const { look } = this.options;
    const frames = this.drawn.frame(row, column).filter(Boolean);
    this.overlay.replaceChildren(...frames.flatMap((frame, index) => [
      svgShape({ kind: "rect", ...frame, stroke: look.back, line: index ? 5 : 4 }),
      svgShape({ kind: "rect", ...frame, stroke: look.text, line: index ? 2.5 : 1.5 }),
    ]));
  }

  readOut(row = this.chosen, column = this.column, place = undefined) {
    const { rows, columns, values } = this.data;
    if (this.showsHeads) {
      this.output.replaceChildren("Click on a layer and head to choose it.");
      return;
    }
    if (column === null) {
      this.output.replaceChildren(token(rows[row].label), " attends. Point at a token for its value.");
      return;
    }
    const said = () => [token(rows[row].label), " attends to ", token(columns[column].label), ": ",
      element("strong", {}, shownIn(this.data, values[row][column], this.sentence.model))];
    this.output.replaceChildren(...said());
    if (place) tip.show(place, ...said());
  }

  /** Beside the frame, for readers who use the keys. */
  showTip() {
    const [, cell] = this.drawn.frame(this.chosen, this.column);
    if (!cell) return;
    const box = this.overlay.getBoundingClientRect();
    this.readOut(this.chosen, this.column, { x: box.left + cell.x + cell.width, y: box.top + cell.y });
  }

  /** Where the chosen token attends most, in words. */
  summarize() {
    const { rows, columns, values } = this.data;
    const parts = largest(values[this.chosen], 3).flatMap(({ value, column }, index) => [
      index ? ", " : "", token(columns[column].label), ` ${shownIn(this.data, value, this.sentence.model)}`,
    ]);
    this.summary.replaceChildren(token(rows[this.chosen].label),
      this.data.signed ? " differs most in " : " attends most to ", ...parts, ".");
  }

  place(event) {
    const box = this.overlay.getBoundingClientRect();
    return this.drawn.at(event.clientX - box.left, event.clientY - box.top);
  }

  point(event) {
    const place = this.place(event);
    if (!place) {
      tip.hide();
      return;
    }
    this.mark(place.row, place.column);
    const pointer = { x: event.clientX, y: event.clientY };
    if (this.showsHeads) {
      const text = `Layer L${place.row}, head ${place.column}`;
      this.output.replaceChildren(text);
      tip.show(pointer, text);
      return;
    }
    if (place.column === null) tip.hide();
    this.readOut(place.row, place.column, pointer);
  }

  click(event) {
    const place = this.place(event);
    if (!place) return;
    if (this.showsHeads) {
      this.chooseHead(place.row, place.column);
      return;
    }
    this.column = place.column;
    this.move(place.row);
  }

  key(event) {
    const change = KEYS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.showsHeads) {
      if (change) this.stepHead(change);
      if (change) event.preventDefault();
      return;
    }
    const last = this.data.columns.length - 1;
    if (change) {
      const [down, step] = change;
      const right = this.data.runsRightToLeft && this.state.view === "map" ? -step : step;
      if (right) {
        this.column = this.column === null ? this.data.rows[this.chosen].column
          : Math.min(Math.max(this.column + right, 0), last);
      }
      const row = Math.min(Math.max(this.chosen + down, 0), this.data.rows.length - 1);
      event.preventDefault();
      this.move(row);
      this.reveal();
      this.showTip();
    } else if (event.key === "Home" || event.key === "End") {
      this.column = event.key === "Home" ? 0 : last;
      event.preventDefault();
      this.move(this.chosen);
      this.reveal();
      this.showTip();
    }
  }

  stepHead([down, right]) {
    const { layers, heads } = this.sentence.model;
    const within = (value, count) => Math.min(Math.max(value, 0), count - 1);
    this.chooseHead(within(this.state.layer + down, layers),
      this.state.head === null ? 0 : within(this.state.head + right, heads));
    this.reveal();
  }

  move(row) {
    if (row === this.chosen) {
      this.mark();
      this.readOut();
      return;
    }
    const { tokens } = this.data.rows[row];
    this.keepsColumn = true;
    this.choose(this.sentence.number - 1, tokens ? tokens[0] : this.sentence.target[0]);
  }

  /** Scrolls a picture that is larger than its box to the frame. */
  reveal() {
    const [row, cell] = this.showsHeads ? this.drawn.frame(this.state.layer, this.state.head)
      : this.drawn.frame(this.chosen, this.column);
    const frame = cell ?? row;
    const box = this.picture;
    if (frame.x < box.scrollLeft || frame.x + frame.width > box.scrollLeft + box.clientWidth) {
      box.scrollLeft = frame.x - box.clientWidth / 2;
    }
    if (frame.y < box.scrollTop || frame.y + frame.height > box.scrollTop + box.clientHeight) {
      box.scrollTop = frame.y - box.clientHeight / 2;
    }
  }

  fillTable() {
    const box = this.table.lastElementChild;
    if (!this.table.open) { box.replaceChildren(); return; }
    const { rows, columns, values } = this.data;
    const isLong = columns.length > TABLE;
    const number = (value) => shownIn(this.data, value, this.sentence.model);
    const heading = (group, scope) => element("th", { scope }, token(group.label));
    const id = `explore-caption-${this.sentence.number}`;
    const content = isLong
      ? [element("tr", {}, element("th", { scope: "col" }, "Token"), element("th", { scope: "col" }, "Attention")),
        columns.map((group, x) => element("tr", {}, heading(group, "row"),
          element("td", {}, number(values[this.chosen][x]))))]
      : [element(
        "tr", {}, element("th", { scope: "col" }, "Attends"), ...columns.map((group) => heading(group, "col"))),
        rows.map((group, y) => element("tr", {}, heading(group, "row"),
          ...values[y].map((value) => element("td", {}, number(value)))))];
    const caption = element("caption", { id }, isLong
      ? `Sentence ${this.sentence.number}, ${this.options.place}: attention of `
      : `Sentence ${this.sentence.number}, ${this.options.place}: rows attend, columns are attended to`);
    if (isLong) caption.append(token(rows[this.chosen].label));
    box.replaceChildren(element("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": id },
      element("table", { class: "values" }, caption, element("thead", {}, content[0]),
        element("tbody", {}, ...content[1]))));
  }
}
