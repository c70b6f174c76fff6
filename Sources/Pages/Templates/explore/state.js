// What is shown, and its form in the address: `#explore&layer=5&head=8&view=links&from=2.5&minus=mean`.

const VIEWS = ["map", "links", "heads"];

function standardState(model) {
  return {
    layer: model.layer, head: model.head, view: "map", mergesWords: false,
    hidesSpecial: true, showsAll: false,
    // What is taken off: nothing, "sentences" (1 from 2), "mean" (of heads), or a layer such as "L3".
    minus: "",
    from: model.sentences.map((sentence) => sentence.target[0]),
  };
}

function hashOf(state) {
  const parts = [
    "explore", `layer=${state.layer}`, `head=${state.head ?? "mean"}`, `view=${state.view}`,
    `from=${state.from.join(".")}`,
  ];
  if (state.mergesWords) parts.push("words");
  if (!state.hidesSpecial) parts.push("special");
  if (state.minus) parts.push(`minus=${state.minus}`);
  if (state.showsAll) parts.push("all");
  return `#${parts.join("&")}`;
}

/** The state that an address asks for; what it does not say or says wrongly is as at first. */
function stateOf(hash, model) {
  const [name, ...parts] = hash.replace(/^#/, "").split("&");
  if (name !== "explore" || parts.length === 0) return null;
  const values = new Map(parts.map((part) => {
    const [key, value = ""] = part.split("=");
    return [key, value];
  }));
  const state = standardState(model);
  const index = (text, count) => (/^\d{1,4}$/.test(text ?? "") && Number(text) < count
    ? Number(text) : undefined);
  state.layer = index(values.get("layer"), model.layers) ?? state.layer;
  state.head = values.get("head") === "mean"
    ? null : index(values.get("head"), model.heads) ?? state.head;
  if (VIEWS.includes(values.get("view"))) state.view = values.get("view");
  state.from = (values.get("from") ?? "").split(".").concat("", "").slice(0, 2)
    .map((text, side) => index(text, model.sentences[side].length) ?? state.from[side]);
  state.mergesWords = values.has("words");
  state.hidesSpecial = !values.has("special");
  const minus = values.get("minus") ?? "";
  if (["sentences", "mean"].includes(minus)) state.minus = minus;
  else if (minus.startsWith("L") && index(minus.slice(1), model.layers) !== undefined) state.minus = minus;
  state.showsAll = values.has("all");
  return state;
}
