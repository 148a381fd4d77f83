/** A small plot for the figures to play with: axes, curves and points in the page's colours. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 360;
const HEIGHT = 240;
const MARGIN = 28;

/** Return a new SVG element. */
export function shape(tag, attributes = {}, text = "") {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

/**
 * Return a plot of the plane [left, right] x [bottom, top].
 *
 * `x` and `y` turn a point of the plane into one of the drawing, `at` does the reverse for a
 * pointer event; `layer` holds what is drawn over the axes.
 */
export function plot({ left, right, bottom, top, ticks, label }) {
  const svg = shape("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "figure",
    role: "img",
    "aria-label": label,
    "font-size": 12,
  });
  const x = (value) => MARGIN + ((value - left) / (right - left)) * (WIDTH - 2 * MARGIN);
  const y = (value) => HEIGHT - MARGIN - ((value - bottom) / (top - bottom)) * (HEIGHT - 2 * MARGIN);
  const line = (x1, y1, x2, y2) => shape("line", { x1, y1, x2, y2, class: "muted line" });
  svg.append(line(x(left), y(0), x(right), y(0)), line(x(0), y(bottom), x(0), y(top)));
  for (const value of ticks.x) {
    const place = { x: x(value), y: y(bottom) + 19, "text-anchor": "middle", class: "ink label" };
    svg.append(shape("text", place, String(value).replace("-", "−")));
  }
  for (const value of ticks.y) {
    const place = { x: x(left) - 5, y: y(value) + 3, "text-anchor": "end", class: "ink label" };
    svg.append(shape("text", place, String(value).replace("-", "−")));
  }
  const layer = shape("g", { fill: "none", "stroke-width": 2 });
  svg.append(layer);

  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    const drawn = point.matrixTransform(svg.getScreenCTM().inverse());
    return {
      x: left + ((drawn.x - MARGIN) / (WIDTH - 2 * MARGIN)) * (right - left),
      y: bottom + ((HEIGHT - MARGIN - drawn.y) / (HEIGHT - 2 * MARGIN)) * (top - bottom),
    };
  }

  /** Return the path of a function over the width of the plane, cut off above and below. */
  function curve(f, colour) {
    const steps = 180;
    const points = Array.from({ length: steps + 1 }, (_, index) => {
      const value = left + ((right - left) * index) / steps;
      const height = Math.min(Math.max(f(value), bottom), top);
      return `${x(value).toFixed(1)},${y(height).toFixed(1)}`;
    });
    return shape("polyline", { points: points.join(" "), class: `${colour} line` });
  }

  return { svg, layer, x, y, at, curve };
}
