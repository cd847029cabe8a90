/** The site that was built for the tests and is served: whoever imports this waits until it is there. */
import { inject } from "vitest";

/** The address of its home, with a slash at the end. */
export const site = inject("site");

/** The folder of its files. */
export const folder = inject("siteFolder");

/** The repository that it was built from, with all that is made for it. */
export const sources = inject("siteSources");

const home = await fetch(site);
if (!home.ok) throw new Error(await home.text());
