// A value beside the pointer, or beside what the keys have reached.

const tip = {
  box: null,
  /** @param place in the window, as `{x, y}`. */
  show({ x, y }, ...content) {
    this.box ??= document.body.appendChild(element("div", { class: "tip", "aria-hidden": "true" }));
    const { box } = this;
    box.replaceChildren(...content);
    box.hidden = false;
    const [width, height] = [box.offsetWidth, box.offsetHeight];
    const left = x + 14 + width > document.documentElement.clientWidth ? x - 14 - width : x + 14;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${y + 18 + height > innerHeight ? y - 10 - height : y + 18}px`;
  },
  hide() {
    if (this.box) this.box.hidden = true;
  },
};
