/** The cost of a layer to play with: standard convolution against depthwise separable. */

import { element, slider, values } from "./elements.js";

/** Return the multiply-adds of both layers; with height = width = 1, the weights. */
export function costs({ inChannels, outChannels, kernel, height, width }) {
  const positions = height * width;
  const standard = inChannels * outChannels * kernel ** 2 * positions;
  const separable = inChannels * (kernel ** 2 + outChannels) * positions;
  return { standard, separable };
}

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Fill an element with the figure. */
export function mount(place) {
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, "拖动滑块，或用方向键"),
    slider("inChannels", "输入通道", { min: 1, max: 1024, value: 512 }),
    slider("outChannels", "输出通道", { min: 1, max: 1024, value: 512 }),
    slider("kernel", "核的边长", { min: 1, max: 9, value: 3 }),
    slider("height", "输出的高", { min: 1, max: 112, value: 14 }),
    slider("width", "输出的宽", { min: 1, max: 112, value: 14 }),
  );
  const head = ["参数", "乘加"].map((text) => element("th", { scope: "col" }, text));
  const body = element("tbody");
  const titles = element("thead", {}, element("tr", {}, element("td"), ...head));
  const table = element("table", { class: "costs" }, titles, body);
  const ratio = element("p", { class: "sum", "aria-live": "polite" });
  place.append(controls, element("div", { class: "grids" }, table), ratio);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "一层的代价");

  function row(text, parameters, operations, largest) {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.inlineSize = `${(100 * operations) / largest}%`;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, text),
      element("td", {}, grouped.format(parameters)),
      element("td", {}, grouped.format(operations), bar),
    );
  }

  function draw() {
    const sizes = values(controls);
    const weights = costs({ ...sizes, height: 1, width: 1 });
    const work = costs(sizes);
    const largest = Math.max(work.standard, work.separable);
    body.replaceChildren(
      row("标准卷积", weights.standard, work.standard, largest),
      row("深度可分离卷积", weights.separable, work.separable, largest),
    );
    const { outChannels, kernel } = sizes;
    const share = (work.separable / work.standard).toFixed(4);
    ratio.textContent = `比值：1/${outChannels} + 1/${kernel}² = ${share}`;
  }

  controls.addEventListener("input", draw);
  draw();
}
