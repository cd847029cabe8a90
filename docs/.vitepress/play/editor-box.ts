/** The box that the editor shows beside a name: what it is, and below that what is said of it. */
export function hoverBox(code: string, words: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-hover";
  box.textContent = code;
  if (words !== "") box.append(Object.assign(document.createElement("p"), { textContent: words }));
  return box;
}
