/** The playground's state as an address: versioned, short, safe for every character. */
import type { DesignChoice } from "./messages.js";

/** What a link carries. */
export interface PlayState {
  /** The program; undefined for an example by name. */
  readonly source?: string;
  readonly example?: string;
  readonly design?: DesignChoice;
  /** Where the step viewer stands once the program has run. */
  readonly step?: number;
}

const DESIGNS: readonly string[] = ["own", "table", "tagged", "both"] satisfies DesignChoice[];

/** The part behind the `#`. */
export async function encodeState({ source, example, design, step }: PlayState): Promise<string> {
  const parts = ["v=1"];
  if (example !== undefined) parts.push(`example=${encodeURIComponent(example)}`);
  if (design !== undefined && design !== "own") parts.push(`design=${design}`);
  if (step !== undefined) parts.push(`step=${step}`);
  if (source !== undefined) parts.push(`src=${await pack(source)}`);
  return parts.join("&");
}

/**
 * Reads the part behind the `#`.
 *
 * @throws Error when it is of a version that this page does not know, or damaged.
 */
export async function decodeState(hash: string): Promise<PlayState> {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  if ([...parts].length === 0) return {};
  const version = parts.get("v");
  if (version !== "1")
    throw new Error(`The link is of version ${version ?? "none"}; this page knows version 1.`);
  const [source, example, design, step] = ["src", "example", "design", "step"].map((name) => parts.get(name));
  const at = Number(step);
  return {
    ...(source == null ? {} : { source: await unpack(source) }),
    ...(example == null ? {} : { example }),
    ...(design == null || !DESIGNS.includes(design) ? {} : { design: design as DesignChoice }),
    ...(step == null || !Number.isInteger(at) || at < 0 ? {} : { step: at }),
  };
}

async function pack(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpack(text: string): Promise<string> {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
  } catch {
    throw new Error("The link is damaged: its program cannot be unpacked.");
  }
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array> {
  const body = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}
