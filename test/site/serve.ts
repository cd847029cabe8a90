/** Serves the built site as a static host does: compressed, with its 404 page, under a folder. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A server that runs. */
export interface Served {
  /** The address of the site's home, with its slash. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves a folder on a free port of this machine.
 *
 * @param base - The folder of the host under which the site stands, such as `/fd/`.
 * @param ready - What is waited for before anything is answered: that the folder has its files.
 */
export async function serve(folder: string, base: string, ready?: Promise<unknown>): Promise<Served> {
  const packed = new Map<string, Buffer>();
  const answer = ({ url = "/", headers }: IncomingMessage, response: ServerResponse): void => {
    const asked = decodeURIComponent(new URL(url, "http://host").pathname);
    const inside = asked.startsWith(base) ? asked.slice(base.length) : undefined;
    let file = path.join(folder, inside === "" ? "index.html" : (inside ?? "404.html"));
    if (file.endsWith(path.sep)) file += "index.html";
    const found =
      inside !== undefined && file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
    if (!found) file = path.join(folder, "404.html");
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const isText = !type.startsWith("font") && type !== "application/octet-stream";
    const isPacked = isText && (headers["accept-encoding"] ?? "").includes("gzip");
    const body = isPacked
      ? (packed.get(file) ?? gzipSync(readFileSync(file), { level: 9 }))
      : readFileSync(file);
    if (isPacked) packed.set(file, body);
    response.writeHead(found ? 200 : 404, {
      "content-type": type,
      "content-length": body.length,
      // What a name with a hash stands for never changes.
      "cache-control": /\.[\w-]{8,}\.(js|css|woff2)$/.test(file)
        ? "max-age=31536000, immutable"
        : "max-age=600",
      ...(isPacked ? { "content-encoding": "gzip" } : {}),
    });
    response.end(body);
  };
  const server: Server = createServer((request, response) => {
    if (ready === undefined) return answer(request, response);
    ready.then(
      () => answer(request, response),
      (error: unknown) => response.writeHead(500, { "content-type": "text/plain" }).end(String(error)),
    );
  });
  // A connection that is closed for being idle, just when it is used again, would be an error of the site.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${base}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
