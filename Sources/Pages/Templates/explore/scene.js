// A scene is a list of shapes; it becomes SVG or pixels. So the screen and every file show the same.

const SVG = "http://www.w3.org/2000/svg";

/** The width of a text in pixels. */
const measure = (() => {
  const context = document.createElement("canvas").getContext("2d");
  return (text, font, size, weight = 400) => {
    context.font = `${weight} ${size}px ${font}`;
    return context.measureText(text).width;
  };
})();

/** A text cut to a width, with an ellipsis. */
function fitted(text, width, font, size, weight) {
  if (measure(text, font, size, weight) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1
    && measure(`${characters.join("")}…`, font, size, weight) > width) characters.pop();
  return `${characters.join("")}…`;
}

function svgElement(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value);
  }
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A text whose letters run from right to left, kept apart from what stands around it. */
const isolated = (text) => (/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text);

const tidy = (number) => Math.round(number * 100) / 100;

function svgShape(shape) {
  switch (shape.kind) {
    case "rect":
      return svgElement("rect", {
        x: tidy(shape.x), y: tidy(shape.y), width: tidy(shape.width), height: tidy(shape.height),
        fill: shape.fill ?? "none", stroke: shape.stroke, "stroke-width": shape.line,
        "shape-rendering": shape.stroke ? undefined : "crispEdges",
      });
    case "curve":
      return svgElement("path", {
        d: `M${shape.points.slice(0, 2).map(tidy).join(" ")}C${shape.points.slice(2).map(tidy).join(" ")}`,
        fill: "none", stroke: shape.stroke, "stroke-width": tidy(shape.line),
        "stroke-opacity": tidy(shape.opacity), "stroke-linecap": "round",
      });
    default:
      return svgElement("text", {
        x: tidy(shape.x), y: tidy(shape.y), fill: shape.fill, "font-size": shape.size,
        "font-weight": shape.weight, "text-anchor": shape.anchor,
        transform: shape.turn && `rotate(${shape.turn} ${tidy(shape.x)} ${tidy(shape.y)})`,
      }, isolated(shape.text));
  }
}

/** The scene as an SVG element. */
function svgOf(scene, description) {
  const { width, height } = scene;
  const root = svgElement("svg", {
    xmlns: SVG, width: tidy(width), height: tidy(height),
    viewBox: `0 0 ${tidy(width)} ${tidy(height)}`, "font-family": scene.font,
  });
  if (description) root.append(svgElement("title", {}, description));
  if (scene.back) {
    root.append(svgElement("rect", { width: "100%", height: "100%", fill: scene.back }));
  }
  root.append(...scene.shapes.map(svgShape));
  return root;
}

/** Draws the scene on a canvas, `scale` of its pixels to one of the scene. */
function canvasOf(scene, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(scene.width * scale);
  canvas.height = Math.ceil(scene.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  if (scene.back) {
    context.fillStyle = scene.back;
    context.fillRect(0, 0, scene.width, scene.height);
  }
  for (const shape of scene.shapes) drawShape(context, shape, scene.font);
  return canvas;
}

function drawShape(context, shape, font) {
  context.save();
  if (shape.kind === "rect") {
    if (shape.fill) {
      context.fillStyle = shape.fill;
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
    }
    if (shape.stroke) {
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.line;
      context.strokeRect(shape.x, shape.y, shape.width, shape.height);
    }
  } else if (shape.kind === "curve") {
    context.globalAlpha = shape.opacity;
    context.strokeStyle = shape.stroke;
    context.lineWidth = shape.line;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(shape.points[0], shape.points[1]);
    context.bezierCurveTo(...shape.points.slice(2));
    context.stroke();
  } else {
    context.font = `${shape.weight ?? 400} ${shape.size}px ${font}`;
    context.fillStyle = shape.fill;
    context.textAlign = { middle: "center", end: "right" }[shape.anchor] ?? "left";
    context.translate(shape.x, shape.y);
    if (shape.turn) context.rotate(shape.turn * Math.PI / 180);
    context.fillText(isolated(shape.text), 0, 0);
  }
  context.restore();
}

/** Scenes side by side under a title, each with its own. */
function composed(scenes, { title, titles, footer, gap, look }) {
  const head = 68;
  const shapes = [{ kind: "text", x: 16, y: 28, text: title, size: 15, weight: 600, fill: look.text }];
  let x = 16;
  let height = 0;
  for (const [index, scene] of scenes.entries()) {
    const text = fitted(titles[index], scene.width, look.font, 13, 600);
    shapes.push({ kind: "text", x, y: 54, text, size: 13, weight: 600, fill: look.soft });
    for (const shape of scene.shapes) shapes.push(moved(shape, x, head));
    x += scene.width + gap;
    height = Math.max(height, scene.height);
  }
  for (const shape of footer.shapes) shapes.push(moved(shape, 16, head + height + 12));
  const titleWidth = 32 + measure(title, look.font, 15, 600);
  return {
    width: Math.max(x - gap + 16, titleWidth, footer.width + 32),
    height: head + height + footer.height + 28, shapes, font: look.font, back: look.back,
  };
}

function moved(shape, x, y) {
  if (shape.kind !== "curve") return { ...shape, x: shape.x + x, y: shape.y + y };
  return { ...shape, points: shape.points.map((value, i) => value + (i % 2 ? y : x)) };
}
