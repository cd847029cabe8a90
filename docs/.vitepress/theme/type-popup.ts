/** Shows the type of what the pointer is on: at the end of the page, where no block cuts it off. */

/** Listens on the whole page, for pages come and go. */
export function showTypesOnHover(): void {
  let popup: HTMLElement | undefined;
  let shownFor: Element | undefined;
  const hide = (): void => {
    popup?.remove();
    popup = shownFor = undefined;
  };
  document.addEventListener("pointerover", ({ target }) => {
    if (!(target instanceof Element) || (popup?.contains(target) ?? false)) return;
    const token = target.closest(".type-hover") ?? undefined;
    if (token === shownFor) return;
    hide();
    const text = token?.querySelector("template");
    if (token === undefined || text == null) return;
    const { left, bottom, top } = token.getBoundingClientRect();
    popup = Object.assign(document.createElement("div"), { className: "type-popup" });
    popup.setAttribute("role", "tooltip");
    popup.append(text.content.cloneNode(true));
    shownFor = token;
    document.body.append(popup);
    const { offsetWidth: width, offsetHeight: height } = popup;
    popup.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    popup.style.top = `${bottom + height > innerHeight && top > height ? top - height : bottom}px`;
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}
