// One figure a screen, for rooms: arrows go on and back, Escape ends.

/** The smallest text of figures has 10.7 pixels at their own size, and is to have 18 here. */
const ENLARGED = 1.7;

/**
 * @param explorer draws the explorer's view for a width, in pixels, and says what it shows; `null` where the
 *   page has none.
 */
function presentation(explorer) {
  const stage = element("div", { class: "present-stage", tabindex: "0" });
  const caption = element("p", { class: "present-caption" });
  const count = element("span", { class: "present-count", role: "status" });
  const button = (text, label, onclick) => element("button", { type: "button", "aria-label": label, onclick }, text);
  const box = element("dialog", { class: "present", "aria-label": "Presentation", onkeydown: (event) => key(event) },
    stage, element("div", { class: "present-bar" }, caption, button("←", "Back", () => go(-1)), count,
      button("→", "On", () => go(1)), button("✕", "End the presentation", () => box.close())));
  document.body.append(box);
  /** The width and height that a figure may have. */
  const room = () => [stage.clientWidth - 32, stage.clientHeight - 32];
  const scaleOf = (width, height) => Math.max(ENLARGED, Math.min(room()[0] / width, room()[1] / height));
  let slides = [];
  let place = 0;

  const opening = () => {
    const copy = (selector) => [...document.querySelectorAll(selector)].map((node) => {
      const one = node.cloneNode(true);
      for (const part of [one, ...one.querySelectorAll("[id]")]) part.removeAttribute("id");
      return one;
    });
    return { show: () => [element("div", { class: "present-text" }, ...copy("h1, .sentences, .verdict"))], caption: "" };
  };
  const figure = (node) => ({
    show: () => {
      const source = node.querySelector("img");
      const image = element("img", { src: source.getAttribute("src"), alt: source.alt });
      const [width, height] = [Number(source.getAttribute("width")), Number(source.getAttribute("height"))];
      image.style.width = `${width * scaleOf(width, height)}px`;
      return [image];
    },
    caption: node.querySelector("figcaption")?.firstChild?.textContent ?? "",
  });
  const view = {
    show: () => {
      // As many of the scene's pixels as the screen has at this scale.
      const drawn = svgOf(explorer.scene(room()[0] / ENLARGED));
      const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
      const scale = scaleOf(width, height);
      drawn.setAttribute("width", tidy(width * scale));
      drawn.setAttribute("height", tidy(height * scale));
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", explorer.description());
      return [drawn];
    },
    get caption() { return explorer.description(); },
  };

  function show() {
    stage.replaceChildren(...slides[place].show());
    stage.scrollTo(0, 0);
    caption.textContent = slides[place].caption;
    count.textContent = `${place + 1} of ${slides.length}`;
  }
  function go(by) {
    place = Math.min(Math.max(place + by, 0), slides.length - 1);
    show();
  }
  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
      Home: -slides.length, End: slides.length };
    const step = event.key === " " && event.target === stage ? 1 : steps[event.key];
    if (step) {
      event.preventDefault();
      go(step);
    } else if (explorer?.key(event)) show();
  }
  addEventListener("resize", () => { if (box.open) show(); });

  return () => {
    const figures = [...document.querySelectorAll("main figure")].map(figure);
    slides = [opening(), ...figures.slice(0, 1), ...(explorer ? [view] : []), ...figures.slice(1)];
    place = 0;
    box.showModal();
    stage.focus();
    show();
  };
}
