// The current view as a file, in the clipboard, or as a link.

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const svgText = (scene, description) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svgOf(scene, description))}\n`;

function pngBlob(scene) {
  // Two pixels to each of the page, unless the picture gets larger than browsers draw.
  const scale = Math.min(2, 8000 / Math.max(scene.width, scene.height));
  return new Promise((resolve, reject) => {
    canvasOf(scene, scale).toBlob((blob) => {
      if (blob) resolve(blob); else reject(new Error("the picture is too large"));
    }, "image/png");
  });
}

/**
 * Buttons for what this browser can do; each says what became of it.
 *
 * @param all makes the files of every layer and head, names and texts.
 */
function saveButtons({ scene, name, description, all }) {
  const status = element("span", { class: "explore-status", role: "status" });
  const button = (label, action, done) => element("button", {
    type: "button",
    onclick: async () => {
      try {
        await action();
        status.textContent = done;
      } catch (error) {
        status.textContent = `${label} did not work: ${error.message}`;
      }
    },
  }, label);
  const svg = () => svgText(scene(), description());
  const buttons = [
    button("Download SVG", () => download(new Blob([svg()], { type: "image/svg+xml" }), `${name()}.svg`),
      "Saved as SVG."),
    button("Download PNG", async () => download(await pngBlob(scene()), `${name()}.png`), "Saved as PNG."),
  ];
  buttons.push(button("Download all (ZIP)", async () => download(zipOf(await all()), "attention.zip"),
    "Saved every layer and head as SVG, and the values of this view."));
  if (navigator.clipboard?.writeText) {
    buttons.push(
      button("Copy SVG", () => navigator.clipboard.writeText(svg()), "The SVG is in the clipboard."),
      button("Copy link", () => navigator.clipboard.writeText(location.href), "The link is in the clipboard."));
  }
  if (navigator.clipboard?.write && window.ClipboardItem) {
    buttons.push(button("Copy PNG", () => navigator.clipboard.write(
      [new ClipboardItem({ "image/png": pngBlob(scene()) })]), "The PNG is in the clipboard."));
  }
  return element("div", { class: "explore-save", role: "group", "aria-label": "Save this view" },
    ...buttons, status);
}
