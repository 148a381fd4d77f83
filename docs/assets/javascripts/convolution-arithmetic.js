/**
 * Convolution arithmetic to play with: pick the sizes, and see which products make a pixel.
 *
 * The input holds 1, 2, 3, ... row by row, and so does the kernel. As in PyTorch, a convolution
 * does not flip the kernel, and output padding must be below the stride or the dilation.
 */

import { choice, element, numbers, values } from "./elements.js";

/** Return the size of the output along one axis; 0 or less where there is none. */
export function outputSize({ mode, input, kernel, stride, padding, dilation, outputPadding }) {
  const span = dilation * (kernel - 1) + 1;
  return mode === "transposed"
    ? (input - 1) * stride - 2 * padding + span + outputPadding
    : Math.floor((input + 2 * padding - span) / stride) + 1;
}

/** Return the products that make an output pixel: row and column in input and in kernel. */
export function products(sizes, row, column) {
  const found = [];
  for (const [q, u] of meetings(sizes, row)) {
    for (const [t, v] of meetings(sizes, column)) found.push({ q, t, u, v });
  }
  return found;
}

/** Return the pairs of input and kernel positions that meet at an output position. */
function meetings({ mode, input, kernel, stride, padding, dilation }, position) {
  const found = [];
  for (let q = 0; q < input; q += 1) {
    for (let u = 0; u < kernel; u += 1) {
      const [from, to] = mode === "transposed" ? [q, position] : [position, q];
      if (from * stride - padding + u * dilation === to) found.push([q, u]);
    }
  }
  return found;
}

/** Return the size formula with the numbers filled in. */
function sizeFormula({ mode, input, kernel, stride, padding, dilation, outputPadding }, size) {
  return mode === "transposed"
    ? `(${input} − 1)×${stride} − 2×${padding} + ${dilation}×(${kernel} − 1) + ` +
        `${outputPadding} + 1 = ${size}`
    : `⌊(${input} + 2×${padding} − ${dilation}×(${kernel} − 1) − 1) ÷ ${stride}⌋ + 1 = ${size}`;
}

/** Say why there is no output; empty if there is one. */
function obstacle({ mode, stride, dilation, outputPadding }, size) {
  if (mode === "transposed" && outputPadding >= Math.max(stride, dilation)) {
    return "output_padding 要小于步长或空洞率。";
  }
  if (size < 1) {
    return mode === "transposed"
      ? "填充把输出裁没了，PyTorch 报错。"
      : "核比补零后的输入还大，PyTorch 报错。";
  }
  return "";
}

function grid(caption, size, cell) {
  const rows = Array.from({ length: size }, (_, row) =>
    element("tr", {}, ...Array.from({ length: size }, (_, column) => cell(row, column))),
  );
  return element("table", { class: "pixels" }, element("caption", {}, caption), element("tbody", {}, ...rows));
}

/** Fill an element with the figure; its data-mode picks what is shown at first. */
export function mount(place) {
  const transposed = place.dataset.mode === "transposed";
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, "选择大小，再把指针或键盘焦点移到输出的一格上"),
    choice(
      "mode",
      "运算",
      [
        ["convolution", "卷积"],
        ["transposed", "转置卷积"],
      ],
      transposed ? "transposed" : "convolution",
    ),
    choice("input", "输入", numbers(1, 5), transposed ? "2" : "4"),
    choice("kernel", "核", numbers(1, 3), "3"),
    choice("stride", "步长", numbers(1, 3), "1"),
    choice("padding", "填充", numbers(0, 2), "0"),
    choice("dilation", "空洞率", numbers(1, 2), "1"),
    choice("outputPadding", "output_padding", numbers(0, 2), "0"),
  );
  const size = element("p", { class: "size", "aria-live": "polite" });
  const grids = element("div", { class: "grids" });
  const sum = element("p", { class: "sum", "aria-live": "polite" });
  place.append(controls, size, grids, sum);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "卷积算术");

  function draw() {
    const sizes = values(controls);
    controls.querySelector("[name=outputPadding]").disabled = sizes.mode !== "transposed";
    const length = outputSize(sizes);
    const reason = obstacle(sizes, length);
    size.textContent = `输出的大小：${sizeFormula(sizes, length)}。${reason}`;
    grids.replaceChildren();
    sum.textContent = "";
    if (reason) return;

    const input = grid("输入", sizes.input, (q, t) =>
      element("td", {}, String(q * sizes.input + t + 1)),
    );
    const kernel = grid("核", sizes.kernel, (u, v) =>
      element("td", {}, String(u * sizes.kernel + v + 1)),
    );
    const terms = (row, column) =>
      products(sizes, row, column).map(({ q, t, u, v }) => ({
        pixel: input.rows[q].cells[t],
        weight: kernel.rows[u].cells[v],
      }));
    const total = (row, column) =>
      terms(row, column).reduce(
        (whole, { pixel, weight }) => whole + pixel.textContent * weight.textContent,
        0,
      );
    const output = grid("输出", length, (row, column) => {
      const value = total(row, column);
      const label = `第 ${row} 行第 ${column} 列：${value}`;
      return element(
        "td",
        {},
        element("button", { type: "button", tabindex: "-1", "aria-label": label }, String(value)),
      );
    });
    grids.append(input, kernel, output);

    function show(button) {
      for (const marked of grids.querySelectorAll(".met")) marked.classList.remove("met");
      for (const other of output.querySelectorAll("button")) other.tabIndex = -1;
      button.tabIndex = 0;
      button.parentElement.classList.add("met");
      const [row, column] = [button.closest("tr").rowIndex, button.parentElement.cellIndex];
      const met = terms(row, column);
      for (const { pixel, weight } of met) {
        pixel.classList.add("met");
        weight.classList.add("met");
      }
      const written = met.map((m) => `${m.pixel.textContent}×${m.weight.textContent}`);
      sum.textContent =
        `第 ${row} 行第 ${column} 列（从 0 数起）：` +
        `${written.join(" + ") || "没有像素落在这里"} = ${button.textContent}`;
    }

    const isButton = (target) => target instanceof HTMLButtonElement;
    for (const event of ["pointerover", "focusin", "click"]) {
      output.addEventListener(event, ({ target }) => isButton(target) && show(target));
    }
    output.addEventListener("keydown", (event) => {
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      if (!(event.key in step) || !isButton(event.target)) return;
      event.preventDefault();
      const [down, right] = step[event.key];
      const cell = event.target.parentElement;
      const row = output.rows[event.target.closest("tr").rowIndex + down];
      row?.cells[cell.cellIndex + right]?.firstElementChild.focus();
    });
    const middle = Math.floor((length - 1) / 2);
    show(output.rows[middle].cells[middle].firstElementChild);
  }

  controls.addEventListener("change", draw);
  draw();
}
