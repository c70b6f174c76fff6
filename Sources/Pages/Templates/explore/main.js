// Puts the explorer together, shows it, and keeps it in step with the address.

function currentLook() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim() || "#808080";
  return {
    text: color("text"), soft: color("soft"), accent: color("term"), link: color("link"), back: color("back"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

function start(section, source) {
  const model = readData(source);
  const mount = section.querySelector("[data-explorer]");
  let state = stateOf(location.hash, model) ?? standardState(model);

  const apply = (change, replaces = false) => {
    state = { ...state, ...(typeof change === "function" ? change(state) : change) };
    const hash = hashOf(state);
    // A step through the tokens is no step back in the history.
    if (replaces) location.replace(hash); else location.hash = hash;
    render();
  };
  const panels = model.sentences.map((sentence) => new Panel(sentence, (side, token) => apply(({ from }) => ({
    from: from.map((old, index) => (index === side ? token : old)),
  }), true), (layer, head) => apply({ layer, head }, true)));
  const controls = new Controls(model, (change) => apply(change));
  const note = element("p", { class: "explore-note" });
  const legend = element("div", { class: "explore-legend", "aria-hidden": "true" });

  const layerAndHead = () => [
    `layer L${state.layer}`, state.head === null ? `mean of ${model.heads} heads` : `head ${state.head}`,
  ];
  const place = () => [
    ...(state.view === "heads" ? ["every layer and head"] : layerAndHead()), ...(state.hidesSpecial ? ["special tokens left out"] : []),
    ...(state.mergesWords ? ["word pieces merged"] : []),
  ].join(", ");
  let limit = 1;
  const options = () => {
    const look = currentLook();
    // Both maps have cells of one size, and their first rows at one height.
    const columns = panels.map((panel) => panel.data.columns);
    return {
      look, colors: model.colors, limit, model, place: place(),
      labels: Math.max(...columns.map((groups) => widestLabel(groups, look))),
      count: Math.max(...columns.map((groups) => groups.length)),
    };
  };

  function render() {
    const largestShown = Math.max(...panels.map((panel) => panel.prepare(state))) || 1;
    // The maps of all heads share one scale.
    limit = state.view === "heads" ? 1 : largestShown;
    controls.show(state, panels);
    for (const panel of panels) panel.draw(options());
    legend.hidden = state.view === "links";
    legend.replaceChildren(svgOf(legendScene(limit, options())));
    const notes = [];
    if (state.hidesSpecial) notes.push("Special tokens are left out, and the rest of each row sums to 1.");
    if (state.mergesWords) {
      notes.push("Attention to a word is the sum over its pieces, from a word the mean of its pieces.");
    }
    if (panels.some((panel) => !panel.sentence.hasEveryRow(state.head))) {
      notes.push("Of this head the page holds the word’s attention alone.");
    }
    if (state.view === "heads") {
      notes.push("Each small map is one head: rows attend, columns are attended to.");
    }
    if (state.view === "links") notes.push("The wider and stronger a line, the larger the share.");
    note.textContent = notes.join(" ");
  }

  const scene = () => {
    const chosen = { ...options(), width: 560 };
    const empty = { width: 0, height: 0, shapes: [] };
    return composed(panels.map((panel) => panel.scene(chosen)), {
      title: `${document.querySelector("h1").textContent.trim()}: attention in ${place()}`,
      titles: panels.map((_, index) => `Sentence ${index + 1}`),
      footer: state.view === "links" ? empty : legendScene(limit, chosen), gap: 28, look: chosen.look,
    });
  };
  const name = () => (state.view === "heads"
    ? "attention-heads"
    : `attention-L${state.layer}-${state.head === null ? "mean" : `head-${state.head}`}-${state.view}`);

  mount.append(controls.element, legend, element("div", { class: "explore-panels" },
    ...panels.map((panel) => panel.element)), note,
  saveButtons({ scene, name, description: () => `Attention in ${place()}` }));
  section.hidden = false;
  for (const link of document.querySelectorAll("[data-explorer-link]")) link.hidden = false;
  render();

  addEventListener("hashchange", () => {
    const wanted = stateOf(location.hash, model);
    if (!wanted || hashOf(wanted) === hashOf(state)) return;
    state = wanted;
    render();
  });
  let width = mount.clientWidth;
  addEventListener("resize", () => {
    if (mount.clientWidth === width) return;
    width = mount.clientWidth;
    render();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  if (stateOf(location.hash, model)) section.scrollIntoView();
}

const section = document.getElementById("explore");
const source = document.getElementById("explore-data");
if (section && source) start(section, source);
