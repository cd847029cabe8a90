/** Shows the type of what the pointer is on: a copy at the end of the page, where no block cuts it off. */

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
    const text = token?.querySelector(".type-popup");
    if (token === undefined || text == null) return;
    const { left, bottom, top } = token.getBoundingClientRect();
    popup = text.cloneNode(true) as HTMLElement;
    shownFor = token;
    // The reader has the type's text in the block as soon as asked for; the copy is for eyes only.
    popup.setAttribute("aria-hidden", "true");
    popup.classList.add("shown");
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
