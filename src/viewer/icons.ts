/** The viewer's signs as drawings: which characters a reader's fonts have, nobody knows. */
import { Markup } from "./html.js";

const PATHS = {
  play: "M4 2l10 6l-10 6z",
  pause: "M4 2h3v12h-3zM9 2h3v12h-3z",
  first: "M3 2h2v12h-2zM14 2v12l-8 -6z",
  back: "M12 2v12l-9 -6z",
  forth: "M4 2v12l9 -6z",
  cross: "M3 5l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z",
  tick: "M2 8l2 -2l3 3l6 -6l2 2l-8 8z",
  diamond: "M8 1l7 7l-7 7l-7 -7zM8 4l-4 4l4 4l4 -4z",
  dashes: "M0 7h4v2h-4zM6 7h4v2h-4zM12 7h4v2h-4z",
} as const;

/** A sign in the colour and the size of the text around it; what it says is said in words beside it. */
export function icon(name: keyof typeof PATHS): Markup {
  return new Markup(
    `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="${PATHS[name]}"></path></svg>`,
  );
}
