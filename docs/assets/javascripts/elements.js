/** What the figures to play with share: making elements and labelled controls. */

/** Return a new element; attributes that are null or false are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/**
 * Return a labelled list of choices.
 *
 * @param {string} name - the key in what `values` returns
 * @param {string} text - the label
 * @param {Array<[string, string]>} options - value and text of each
 * @param {string} chosen - the value at first
 */
export function choice(name, text, options, chosen) {
  const list = element(
    "select",
    { name },
    ...options.map(([value, label]) =>
      element("option", { value, selected: value === chosen ? "" : null }, label),
    ),
  );
  return element("label", {}, `${text} `, list);
}

/** Return a labelled slider over whole steps, its value written beside it for those who see. */
export function slider(name, text, { min, max, step = 1, value }) {
  const input = element("input", { type: "range", name, min, max, step, value });
  const shown = element("output", { "aria-hidden": "true" }, String(value));
  input.addEventListener("input", () => {
    shown.textContent = input.value;
  });
  return element("label", {}, `${text} `, input, " ", shown);
}

/** Return the values of all controls below an element, by name; numbers where they are. */
export function values(form) {
  const found = {};
  for (const control of form.querySelectorAll("select, input")) {
    const number = Number(control.value);
    found[control.name] = Number.isNaN(number) ? control.value : number;
  }
  return found;
}

/** Return the whole numbers from `first` to `last` as options of a choice. */
export function numbers(first, last) {
  const count = last - first + 1;
  return Array.from({ length: count }, (_, index) => [`${first + index}`, `${first + index}`]);
}
