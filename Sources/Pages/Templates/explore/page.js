// What all parts of the script share.

/** An HTML element with attributes, listeners whose names begin with "on", properties that begin with a dot, and children. */
function element(name, attributes = {}, ...children) {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) result.addEventListener(key.slice(2), value);
    else if (key.startsWith(".")) result[key.slice(1)] = value;
    else if (value !== undefined) result.setAttribute(key, value);
  }
  result.append(...children);
  return result;
}

/** A token in a text, kept apart from it: it may run the other way. */
const token = (text) => element("bdi", { class: "token", lang: "", translate: "no" }, text);

/** Whether keys belong to a control: letters choose in lists, arrows move sliders. */
const takesKeys = (target) => target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea");
