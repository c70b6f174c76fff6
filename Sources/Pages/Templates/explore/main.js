// Puts the parts together: figures and tables on every page, the explorer, which keeps in step with the address,
// and the presentation.

function currentLook() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim() || "#808080";
  return {
    text: color("text"), soft: color("soft"), beyond: color("beyond"), accent: color("term"), link: color("link"), back: color("back"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const isDark = matchMedia("(prefers-color-scheme: dark)");

/** Shows the explorer. @returns what a presentation needs of it. */
function explore(section, source) {
  const model = readData(source);
  const mount = section.querySelector("[data-explorer]");
  let state = stateOf(location.hash, model) ?? standardState(model);

  const apply = (change, replaces = false) => {
    state = { ...state, ...(typeof change === "function" ? change(state) : change) };
    const hash = hashOf(state);
    // A step through tokens or layers is no step back in the history.
    if (replaces) location.replace(hash); else location.hash = hash;
    render();
  };
  const panels = model.sentences.map((sentence) => new Panel(sentence, (side, token) => apply(({ from }) => ({
    from: from.map((old, index) => (index === side ? token : old)),
  }), true), (layer, head) => apply({ layer, head }, true)));
  const controls = new Controls(model, apply);
  const note = element("p", { class: "explore-note" });
  const legend = element("div", { class: "explore-legend", "aria-hidden": "true" });

  const head = (index) => (index === null ? `mean of ${model.heads} heads` : `head ${index}`);
  const minus = ({ minus, head: of }) => ({
    "": [], sentences: ["sentence 2 − sentence 1"], mean: of === null ? [] : [`head ${of} − mean of heads`],
  })[minus] ?? [`layer − ${minus}`];
  const place = (shown = state) => [
    ...(shown.view === "heads" ? ["every layer and head"] : [`layer L${shown.layer}`, head(shown.head), ...minus(shown)]),
    ...(shown.hidesSpecial ? ["special tokens left out"] : []), ...(shown.mergesWords ? ["word pieces merged"] : []),
  ].join(", ");
  let limit = 1;
  const options = (shown = state) => {
    const look = currentLook();
    // Both maps have cells of one size, and their first rows at one height.
    const columns = panels.filter((panel) => !panel.element.hidden).map((panel) => panel.data.columns);
    return {
      look, colors: isDark.matches ? model.dark : model.light, limit, model, place: place(shown),
      isSigned: panels.some((panel) => panel.data.signed),
      hasBeyond: panels.some((panel) => panel.hasBeyond(limit)),
      labels: Math.max(...columns.map((groups) => widestLabel(groups, look))),
      count: Math.max(...columns.map((groups) => groups.length)),
    };
  };

  function prepare(shown) {
    const largestShown = Math.max(...panels.map((panel) => panel.prepare(shown))) || 1;
    // The maps of all heads share one scale.
    limit = shown.view === "heads" ? 1 : largestShown;
  }

  function render() {
    prepare(state);
    controls.show(state, panels);
    for (const panel of panels) panel.draw(options());
    legend.hidden = state.view === "links";
    legend.replaceChildren(svgOf(legendScene(limit, options())));
    const notes = [];
    if (state.hidesSpecial) notes.push("Special tokens are left out, and the rest of each row sums to 1.");
    if (options().hasBeyond) {
      notes.push("The scale is fitted to the words; values of special tokens beyond it are grey.");
    }
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
    if (state.minus === "mean" && state.head === null) notes.push("Choose a head to see how it differs from the mean.");
    note.textContent = notes.join(" ");
  }

  /** All that is shown as one picture. @param width of the picture, as far as what it shows can be so narrow. */
  const scene = (shown = state, width = 1148) => {
    const seen = panels.filter((panel) => !panel.element.hidden);
    const chosen = { ...options(shown), width: (width - 60) / seen.length };
    const empty = { width: 0, height: 0, shapes: [] };
    return composed(seen.map((panel) => panel.scene(chosen)), {
      title: `${document.querySelector("h1").textContent.trim()}: attention in ${place(shown)}`,
      titles: seen.map((panel) => panel.heading),
      footer: shown.view === "links" ? empty : legendScene(limit, chosen), gap: 28, look: chosen.look,
    });
  };
  const name = (shown = state) => (shown.view === "heads"
    ? "attention-heads"
    : [`attention-L${shown.layer}`, shown.head === null ? "mean" : `head-${shown.head}`, shown.minus && "difference", shown.view]
      .filter(Boolean).join("-"));

  /** The view of every layer and head as SVG, and the numbers of the current one. */
  async function all() {
    const files = [["values.csv", valuesCSV(panels.filter((panel) => !panel.element.hidden), model)]];
    const heads = [null, ...Array.from({ length: model.heads }, (_, index) => index)];
    // Of long sentences a picture is large: then the head that is shown.
    const isLong = options().count > 40;
    const views = state.view === "heads" ? [state] : Array.from({ length: model.layers }, (_, layer) => layer)
      .flatMap((layer) => (isLong ? [state.head] : heads).map((index) => ({ ...state, layer, head: index })));
    try {
      for (const [index, shown] of views.entries()) {
        prepare(shown);
        const description = `Attention in ${place(shown)}`;
        files.push([`${name(shown)}.svg`, svgText(scene(shown), description)]);
        // The page stays alive meanwhile.
        if (index % 8 === 7) await new Promise((resolve) => { setTimeout(resolve); });
      }
    } finally {
      render();
    }
    return files;
  }

  /** Letters for layer and head, from anywhere in the explorer. @returns whether the key was one. */
  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || takesKeys(event.target)) return false;
    const step = event.shiftKey ? -1 : 1;
    const next = (value, count) => (value + step + count) % count;
    const letter = event.key.toLowerCase();
    if (letter === "l") apply({ layer: next(state.layer, model.layers) }, true);
    // The mean comes before the first head.
    else if (letter === "h") apply(({ head: old }) => {
      const place = next(old === null ? 0 : old + 1, model.heads + 1);
      return { head: place === 0 ? null : place - 1 };
    }, true);
    else if (letter === "p") controls.layer.toggle();
    else return false;
    event.preventDefault();
    return true;
  }

  mount.append(controls.element, element("div", { class: "explore-panels" },
    ...panels.map((panel) => panel.element)), legend, note,
  saveButtons({ scene: () => scene(), name: () => name(), description: () => `Attention in ${place()}`, all }));
  section.hidden = false;
  for (const link of document.querySelectorAll("[data-explorer-link]")) link.hidden = false;
  section.addEventListener("keydown", key);
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
  isDark.addEventListener("change", render);
  if (stateOf(location.hash, model)) section.scrollIntoView();
  return { scene: (width) => scene(state, width), key, description: () => `Attention in ${place()}` };
}

/** A row for each number that is shown. */
function valuesCSV(panels, model) {
  const field = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text);
  const lines = panels.flatMap(({ sentence, isDifference, data: { rows, columns, values } }) =>
    values.flatMap((row, y) => row.map((value, x) => [
      isDifference ? "2-1" : String(sentence.number), rows[y].label, columns[x].label, value.toFixed(decimals(model)),
    ].map(field).join(","))));
  return `${["sentence,from,to,value", ...lines].join("\r\n")}\r\n`;
}

readFigures();
sortTables();
const section = document.getElementById("explore");
const source = document.getElementById("explore-data");
const explorer = section && source ? explore(section, source) : null;
const present = presentation(explorer);
for (const place of document.querySelectorAll("[data-present]")) {
  place.append(element("button", { type: "button", onclick: present }, "Present"));
  place.hidden = false;
}
