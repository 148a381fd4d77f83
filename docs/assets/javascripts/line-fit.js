/** One outlier to play with: the best lines under MSE, MAE and Huber loss follow it. */

import { element, slider, values } from "./elements.js";
import { plot, shape } from "./plot.js";

const X = [-3, -2, -1, 0, 1, 2, 3]; // the points lie on y = x; the last one can be moved
const DELTA = 1.5;

/** Return [intercept, slope] of the line with the least weighted sum of squares. */
function leastSquares(y, weights) {
  const sum = (f) => X.reduce((whole, x, index) => whole + weights[index] * f(x, y[index]), 0);
  const [n, meanX, meanY] = [sum(() => 1), sum((x) => x), sum((_, value) => value)];
  const slope =
    (n * sum((x, value) => x * value) - meanX * meanY) / (n * sum((x) => x * x) - meanX ** 2);
  return [(meanY - slope * meanX) / n, slope];
}

const residual = ([intercept, slope], y, index) => y[index] - intercept - slope * X[index];

/** Under MSE: a linear equation. */
export function fitMse(y) {
  return leastSquares(y, X.map(() => 1));
}

/** Under MAE: a best line goes through two of the points, so all such lines are tried. */
export function fitMae(y) {
  let best = { loss: Infinity };
  for (let i = 0; i < X.length; i += 1) {
    for (let j = i + 1; j < X.length; j += 1) {
      const slope = (y[j] - y[i]) / (X[j] - X[i]);
      const line = [y[i] - slope * X[i], slope];
      const loss = X.reduce((whole, _, k) => whole + Math.abs(residual(line, y, k)), 0);
      if (loss < best.loss - 1e-9) best = { loss, line };
    }
  }
  return best.line;
}

/** Under Huber loss: least squares, a large residual weighted down to a pull of delta. */
export function fitHuber(y) {
  let line = fitMse(y);
  for (let round = 0; round < 500; round += 1) {
    const weights = X.map((_, index) => {
      const size = Math.abs(residual(line, y, index));
      return size > DELTA ? DELTA / size : 1;
    });
    line = leastSquares(y, weights);
  }
  return line;
}

const FITS = [
  ["MSE", "b", fitMse],
  ["MAE", "c", fitMae],
  [`Huber（δ = ${DELTA}）`, "a", fitHuber],
];
// Without the sign of a zero.
const shown = (value) => (Number(value.toFixed(2)) + 0).toFixed(2).replace("-", "−");

/** Fill an element with the figure. */
export function mount(place) {
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, "拖动图上最右边的点，或用滑块移动它"),
    slider("outlier", "这个点的 y", { min: -17, max: 17, step: 0.5, value: 17 }),
  );
  const { svg, layer, x, y, at, curve } = plot({
    left: -3.5,
    right: 3.5,
    bottom: -18,
    top: 18,
    ticks: { x: [-3, -2, -1, 1, 2, 3], y: [-10, 10] },
    label: "七个点和三种损失下的最佳直线",
  });
  svg.setAttribute("class", "figure draggable");
  const body = element("tbody");
  const titles = ["损失", "截距", "斜率"].map((text) => element("th", { scope: "col" }, text));
  const head = element("thead", {}, element("tr", {}, ...titles));
  const table = element("table", { class: "costs" }, head, body);
  place.append(controls, element("div", { class: "plot" }, svg), table);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "离群点与直线");

  function draw() {
    const heights = [...X.slice(0, -1), values(controls).outlier];
    const lines = FITS.map(([name, colour, fit]) => ({ name, colour, line: fit(heights) }));
    layer.replaceChildren(
      ...lines.map(({ colour, line: [a, b] }) => curve((value) => a + b * value, colour)),
      ...X.map((value, index) =>
        shape("circle", {
          cx: x(value),
          cy: y(heights[index]),
          r: index === X.length - 1 ? 8 : 4,
          class: "ink dot",
        }),
      ),
    );
    body.replaceChildren(
      ...lines.map(({ name, colour, line: [a, b] }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", class: `key ${colour}` }, name),
          element("td", {}, shown(a)),
          element("td", {}, shown(b)),
        ),
      ),
    );
  }

  function follow(event) {
    const control = controls.querySelector("[name=outlier]");
    control.value = at(event).y;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) follow(event);
  });
  controls.addEventListener("input", draw);
  draw();
}
