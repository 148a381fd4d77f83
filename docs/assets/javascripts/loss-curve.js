/** A loss to play with: move its parameter and the residual, and read off value and slope. */

import { element, slider, values } from "./elements.js";
import { plot, shape } from "./plot.js";

/** Huber loss and its derivative at residual r. */
export function huber(r, delta) {
  const clipped = Math.min(Math.max(r, -delta), delta);
  return { loss: clipped * (r - clipped / 2), slope: clipped };
}

const shown = (value) => String(Number(value.toFixed(5))).replace("-", "−");

/** Fill an element with the figure. */
export function mount(place) {
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, "拖动滑块，或把指针移到图上"),
    slider("delta", "阈值 δ", { min: 0.1, max: 3, step: 0.1, value: 1 }),
    slider("residual", "残差 r", { min: -3, max: 3, step: 0.05, value: 2 }),
  );
  const { svg, layer, x, y, at, curve } = plot({
    left: -3,
    right: 3,
    bottom: -3,
    top: 4.5,
    ticks: { x: [-3, -2, -1, 1, 2, 3], y: [-2, 2, 4] },
    label: "Huber 损失（实线）与它的斜率（虚线）随残差变化的曲线",
  });
  const reading = element("p", { class: "sum", "aria-live": "polite" });
  place.append(controls, element("div", { class: "plot" }, svg), reading);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Huber 损失的曲线");

  function draw() {
    const { delta, residual } = values(controls);
    const { loss, slope } = huber(residual, delta);
    const dashed = curve((r) => huber(r, delta).slope, "b");
    dashed.setAttribute("stroke-dasharray", "5 4");
    const dots = [
      shape("circle", { cx: x(residual), cy: y(loss), r: 4, class: "a dot" }),
      shape("circle", { cx: x(residual), cy: y(slope), r: 4, class: "b dot" }),
    ];
    layer.replaceChildren(curve((r) => huber(r, delta).loss, "a"), dashed, ...dots);
    reading.textContent =
      `δ = ${shown(delta)}，r = ${shown(residual)}：` +
      `损失 ${shown(loss)}，斜率 ${shown(slope)}`;
  }

  svg.addEventListener("pointermove", (event) => {
    const control = controls.querySelector("[name=residual]");
    control.value = at(event).x;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  controls.addEventListener("input", draw);
  draw();
}
