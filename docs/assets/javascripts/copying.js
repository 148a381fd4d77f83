/**
 * Copied formulas are LaTeX: `$...$` in a line, `$$...$$` on lines of their own, in place of the
 * text that KaTeX writes twice. A selection that begins or ends in a formula takes in all of it.
 */

const FORMULA = ".arithmatex";

const formulaOf = (node) =>
  (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(FORMULA);

/** Return a range that holds whole formulas only. */
function widened(range) {
  const whole = range.cloneRange();
  const [first, last] = [formulaOf(range.startContainer), formulaOf(range.endContainer)];
  if (first) whole.setStartBefore(first);
  if (last) whole.setEndAfter(last);
  return whole;
}

/** Write the LaTeX of all formulas below an element in their place. */
function toLatex(root) {
  for (const formula of root.querySelectorAll(FORMULA)) {
    const latex = formula.querySelector("annotation").textContent;
    const line = () => document.createElement("br");
    if (formula.tagName === "DIV") formula.replaceChildren("$$", line(), latex, line(), "$$");
    else formula.replaceChildren(`$${latex}$`);
  }
}

/** Return the text of an element as a browser copies it, which is as it is laid out. */
function textOf(root) {
  root.className = "md-typeset copied";
  document.body.append(root);
  const text = root.innerText;
  root.remove();
  return text;
}

document.addEventListener("copy", (event) => {
  if (event.target.closest?.("input, textarea")) return; // has a selection of its own
  const selection = getSelection();
  const isOfFormulas = [...document.querySelectorAll(FORMULA)].some((formula) =>
    selection.containsNode(formula, true),
  );
  if (!isOfFormulas) return;
  const root = document.createElement("div");
  for (let i = 0; i < selection.rangeCount; i++) {
    root.append(widened(selection.getRangeAt(i)).cloneContents());
  }
  toLatex(root);
  event.clipboardData.setData("text/html", root.innerHTML);
  event.clipboardData.setData("text/plain", textOf(root));
  event.preventDefault();
});
