/** The playground's state as an address: versioned, short, safe for every character. It never says what a run came to. */
import { MOST_BYTES, TOO_LARGE } from "./limits.js";
import type { DesignChoice } from "./messages.js";

/** What a link carries. */
export interface PlayState {
  /** The program; undefined for an example by name. */
  readonly source?: string;
  readonly example?: string;
  /** The language of the program; the first one when left out. */
  readonly language?: string;
  /** True for a program that is to be checked, and has nothing to run. */
  readonly typesOnly?: boolean;
  readonly design?: DesignChoice;
  /** The replay token of the run to show once the program has run. */
  readonly token?: string;
  /** Where the step viewer stands then. */
  readonly step?: number;
  /** What the page says of a link that it cannot follow in all. */
  readonly notice?: string;
}

/** The version that is written. */
const VERSION = 2;

const DESIGNS: readonly string[] = ["own", "table", "tagged", "both"] satisfies DesignChoice[];

/** The part behind the `#`. */
export async function encodeState(state: PlayState): Promise<string> {
  const { source, example, language, typesOnly, design, token, step } = state;
  const parts = [`v=${VERSION}`];
  if (language !== undefined) parts.push(`lang=${encodeURIComponent(language)}`);
  if (example !== undefined) parts.push(`example=${encodeURIComponent(example)}`);
  if (typesOnly === true) parts.push("types=1");
  if (design !== undefined && design !== "own") parts.push(`design=${design}`);
  if (token !== undefined) parts.push(`token=${encodeURIComponent(token)}`);
  if (step !== undefined) parts.push(`step=${step}`);
  if (source !== undefined) parts.push(`src=${await pack(source)}`);
  return parts.join("&");
}

/**
 * Reads the part behind the `#`.
 *
 * @throws Error when it is of a version that this page does not know, damaged, or too large.
 */
export async function decodeState(hash: string): Promise<PlayState> {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const version = parts.get("v");
  // What else may stand there leads to a heading or a step.
  if (version === null && !["src", "example"].some((name) => parts.has(name))) return {};
  if (version !== "1" && version !== String(VERSION)) {
    throw new Error(
      `The link is of version ${version ?? "none"}, and this page knows versions 1 to ${VERSION}.`,
    );
  }
  const part = (name: string): string | undefined => parts.get(name) ?? undefined;
  const [source, design, step] = [part("src"), part("design"), Number(part("step") ?? NaN)];
  const state: PlayState = {
    ...given("example", part("example")),
    ...given("language", part("lang")),
    ...given("typesOnly", part("types") === "1" ? true : undefined),
    ...given("token", part("token")),
    ...given("source", source === undefined ? undefined : await unpack(source)),
    ...given(
      "design",
      design !== undefined && DESIGNS.includes(design) ? (design as DesignChoice) : undefined,
    ),
    ...given("step", Number.isInteger(step) && step >= 0 ? step : undefined),
  };
  if (version === String(VERSION)) return state;
  const { step: _step, ...earlier } = state;
  const lost =
    state.step === undefined ? "" : ` Its step ${state.step} is not: steps are counted in another way now.`;
  return { ...earlier, notice: `The link is of an earlier format. Its program is opened.${lost}` };
}

function given<Name extends keyof PlayState>(
  name: Name,
  value: PlayState[Name],
): Pick<PlayState, Name> | object {
  return value === undefined ? {} : { [name]: value };
}

async function pack(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Unpacks no more than the playground takes: a short text may stand for a very long one. */
async function unpack(text: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const packed = new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))]);
    const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    while (size <= MOST_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    await reader.cancel();
  } catch {
    throw new Error("The link is damaged: its program cannot be unpacked.");
  }
  if (size > MOST_BYTES) throw new Error(`The program of the link is ${TOO_LARGE}.`);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new TextDecoder().decode(whole);
}
