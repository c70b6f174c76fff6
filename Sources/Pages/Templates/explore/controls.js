// The controls above the pictures. They show the state and ask for another one.

function select(id, label, options, change) {
  const box = element("select", { id, onchange: () => change(box.value) },
    ...options.map(([value, text]) => element("option", { value }, text)));
  return { box, element: element("div", {}, element("label", { for: id }, label), box) };
}

function check(label, change) {
  const box = element("input", { type: "checkbox", onchange: () => change(box.checked) });
  return { box, element: element("label", { class: "explore-check" }, box, element("span", {}, label)) };
}

function radios(legend, name, options, change) {
  const boxes = options.map(([value]) => element("input", {
    type: "radio", name, value, onchange: () => change(value),
  }));
  const field = element("fieldset", {}, element("legend", {}, legend), ...options.map(([, label], index) =>
    element("label", { class: "explore-check" }, boxes[index], element("span", {}, label))));
  return { element: field, set: (value) => { for (const box of boxes) box.checked = box.value === value; } };
}

/** A slider over the layers, and a button that goes through them. */
class LayerSlider {
  constructor(count, change) {
    this.count = count;
    this.change = change;
    this.timer = null;
    this.box = element("input", {
      id: "explore-layer", type: "range", min: "0", max: String(count - 1), step: "1",
      oninput: () => { this.stop(); change(Number(this.box.value)); },
    });
    this.text = element("output", { for: "explore-layer" });
    this.button = element("button", { type: "button", onclick: () => this.toggle() });
    this.element = element("div", { class: "explore-layers" }, element("label", { for: "explore-layer" }, "Layer"),
      element("div", {}, this.button, this.box, this.text));
    this.stop();
  }

  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }
    this.button.textContent = "❚❚";
    this.button.setAttribute("aria-label", "Stop at this layer");
    const step = () => this.change((Number(this.box.value) + 1) % this.count);
    step();
    this.timer = setInterval(step, 1000);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.button.textContent = "▶";
    this.button.setAttribute("aria-label", "Play the layers");
  }

  show(layer) {
    this.box.value = String(layer);
    this.box.setAttribute("aria-valuetext", `L${layer}`);
    this.text.textContent = `L${layer}`;
  }
}

class Controls {
  /** @param change called with a change of the state, and whether it is a step that the history does not keep. */
  constructor(model, change) {
    const numbers = (count, prefix) => Array.from({ length: count }, (_, i) => [String(i), `${prefix}${i}`]);
    this.layer = new LayerSlider(model.layers, (layer) => change({ layer }, true));
    this.head = select("explore-head", "Head", [["mean", "mean of heads"], ...numbers(model.heads, "")],
      (value) => change({ head: value === "mean" ? null : Number(value) }));
    this.minus = select("explore-minus", "Difference", [
      ["", "none"], ["sentences", "sentence 2 − sentence 1"], ["mean", "head − mean of heads"],
      ...numbers(model.layers, "").map(([layer]) => [`L${layer}`, `layer − L${layer}`]),
    ], (minus) => change({ minus }));
    this.from = model.sentences.map((sentence, side) => {
      const id = `explore-from-${sentence.number}`;
      const control = select(id, `Attending, sentence ${sentence.number}`, [], (value) => change((state) => ({
        from: state.from.map((token, index) => (index === side ? Number(value) : token)),
      })));
      control.box.setAttribute("translate", "no");
      return control;
    });
    this.view = radios("View", "explore-view", [["map", "Map"], ["links", "Links"], ["heads", "Heads"]],
      (view) => change({ view }));
    this.special = check("Special tokens", (showsSpecial) => change({ hidesSpecial: !showsSpecial }));
    this.words = check("Merge word pieces", (mergesWords) => change({ mergesWords }));
    this.all = check("Links of every token", (showsAll) => change({ showsAll }));
    const row = (...controls) => element("div", { class: "explore-row" }, ...controls.map((one) => one.element));
    this.element = element("div", { class: "explore-controls", role: "group", "aria-label": "What to show" },
      row(this.layer, this.head, this.view, this.special),
      element("details", { class: "explore-more" }, element("summary", {}, "Differences and more"),
        row(this.minus, ...this.from, this.words, this.all)));
  }

  show(state, panels) {
    this.layer.show(state.layer);
    this.head.box.value = state.head === null ? "mean" : String(state.head);
    this.minus.box.value = state.minus;
    this.minus.box.disabled = state.view === "heads";
    this.view.set(state.view);
    this.special.box.checked = !state.hidesSpecial;
    this.words.box.checked = state.mergesWords;
    this.all.box.checked = state.showsAll;
    this.all.element.hidden = state.view !== "links";
    panels.forEach((panel, side) => {
      const { box } = this.from[side];
      const { target } = panel.sentence;
      box.replaceChildren(...panel.data.rows.map((row) => element("option",
        { value: String(row.tokens ? row.tokens[0] : target[0]) }, `${row.column}  ${row.label}`)));
      box.selectedIndex = panel.chosen;
      box.disabled = panel.data.rows.length < 2;
    });
  }
}
