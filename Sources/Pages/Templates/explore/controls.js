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

class Controls {
  constructor(model, change) {
    const numbers = (count, prefix) => Array.from({ length: count }, (_, i) => [String(i), `${prefix}${i}`]);
    this.layer = select(
      "explore-layer", "Layer", numbers(model.layers, "L"), (value) => change({ layer: Number(value) }));
    this.head = select("explore-head", "Head", [["mean", "mean of heads"], ...numbers(model.heads, "")],
      (value) => change({ head: value === "mean" ? null : Number(value) }));
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
    this.special = check("Hide special tokens", (hidesSpecial) => change({ hidesSpecial }));
    this.words = check("Merge word pieces", (mergesWords) => change({ mergesWords }));
    this.all = check("Links of every token", (showsAll) => change({ showsAll }));
    this.element = element("div", { class: "explore-controls", role: "group", "aria-label": "What to show" },
      this.layer.element, this.head.element, ...this.from.map((control) => control.element),
      this.view.element, this.special.element, this.words.element, this.all.element);
  }

  show(state, panels) {
    this.layer.box.value = String(state.layer);
    this.head.box.value = state.head === null ? "mean" : String(state.head);
    this.view.set(state.view);
    this.special.box.checked = state.hidesSpecial;
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
