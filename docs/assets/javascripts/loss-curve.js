/** A loss to play with: move its parameter and the sample, and read off value and slope. */

import { element, slider, values } from "./elements.js";
import { plot, shape } from "./plot.js";

const RESIDUAL = { text: "残差 r", sign: "r", min: -3, max: 3, step: 0.05, value: 2 };
const LOGIT = { text: "正确一类的对数几率 z", sign: "z", min: -4, max: 4, step: 0.05, value: 1 };

/**
 * By name: what the sliders move, the plane that is drawn, and `at(x, parameter)`, which gives
 * the loss of one sample and the loss's derivative by x.
 */
export const LOSSES = {
  huber: {
    name: "Huber 损失",
    parameter: { text: "阈值 δ", sign: "δ", min: 0.1, max: 3, step: 0.1, value: 1 },
    sample: RESIDUAL,
    plane: { left: -3, right: 3, bottom: -3, top: 4.5 },
    ticks: { x: [-3, -2, -1, 1, 2, 3], y: [-2, 2, 4] },
    at(residual, delta) {
      const clipped = Math.min(Math.max(residual, -delta), delta);
      return { loss: clipped * (residual - clipped / 2), slope: clipped };
    },
  },
  quantile: {
    name: "分位数损失",
    parameter: { text: "分位数 q", sign: "q", min: 0.05, max: 0.95, step: 0.05, value: 0.75 },
    sample: RESIDUAL,
    plane: { left: -3, right: 3, bottom: -1, top: 3 },
    ticks: { x: [-3, -2, -1, 1, 2, 3], y: [-1, 1, 2, 3] },
    at(residual, quantile) {
      // At the kink the mean of both slopes, as torch takes it.
      const slope = quantile - 0.5 + Math.sign(residual) / 2;
      return { loss: slope * residual, slope };
    },
  },
  focal: {
    name: "焦点损失",
    parameter: { text: "聚焦参数 γ", sign: "γ", min: 0, max: 5, step: 0.5, value: 2 },
    sample: LOGIT,
    plane: { left: -4, right: 4, bottom: -2, top: 4.5 },
    ticks: { x: [-4, -2, 2, 4], y: [-2, 2, 4] },
    at(logit, gamma) {
      const right = 1 / (1 + Math.exp(-logit));
      const wrong = 1 / (1 + Math.exp(logit));
      const entropy = -Math.log(right);
      const focus = wrong ** gamma;
      return { loss: focus * entropy, slope: -focus * (gamma * right * entropy + wrong) };
    },
  },
};

const shown = (value) => String(Number(value.toFixed(5))).replace("-", "−");

/** Fill an element with the figure of the loss that it names. */
export function mount(place) {
  const { name, parameter, sample, plane, ticks, at: evaluate } = LOSSES[place.dataset.loss];
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, "拖动滑块，或把指针移到图上"),
    slider("parameter", parameter.text, parameter),
    slider("sample", sample.text, sample),
  );
  const label = `${name}（实线）与它的斜率（虚线）随${sample.text}变化的曲线`;
  const { svg, layer, x, y, at, curve } = plot({ ...plane, ticks, label });
  const reading = element("p", { class: "sum", "aria-live": "polite" });
  place.append(controls, element("div", { class: "plot" }, svg), reading);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", `${name}的曲线`);

  function draw() {
    const chosen = values(controls);
    const { loss, slope } = evaluate(chosen.sample, chosen.parameter);
    const dashed = curve((each) => evaluate(each, chosen.parameter).slope, "b");
    dashed.setAttribute("stroke-dasharray", "5 4");
    const dots = [
      shape("circle", { cx: x(chosen.sample), cy: y(loss), r: 4, class: "a dot" }),
      shape("circle", { cx: x(chosen.sample), cy: y(slope), r: 4, class: "b dot" }),
    ];
    layer.replaceChildren(curve((each) => evaluate(each, chosen.parameter).loss, "a"), dashed, ...dots);
    reading.replaceChildren(
      `${parameter.sign} = ${shown(chosen.parameter)}，${sample.sign} = ${shown(chosen.sample)}：`,
      element("span", { class: "key a" }, `损失 ${shown(loss)}`),
      "，",
      element("span", { class: "key dashed" }, `斜率 ${shown(slope)}`),
    );
  }

  svg.addEventListener("pointermove", (event) => {
    const control = controls.querySelector("[name=sample]");
    control.value = at(event).x;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  controls.addEventListener("input", draw);
  draw();
}
