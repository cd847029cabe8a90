/** A server that takes down who comes: what a sandbox lets out arrives here. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A trap that waits. */
export interface Trap {
  /** Its address, without a slash at the end. */
  readonly address: string;
  /** The paths that were asked for, in order. */
  readonly caught: string[];
  close(): void;
}

/** Sets a trap that lets every origin in, so that nothing but the sandbox can hold a request back. */
export async function setTrap(): Promise<Trap> {
  const caught: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    caught.push(url);
    const type =
      url === "/page" ? "text/html" : url === "/eventsource" ? "text/event-stream" : "text/javascript";
    response
      .writeHead(200, { "content-type": type, "access-control-allow-origin": "*" })
      .end(url === "/worker" ? "postMessage(1)" : "");
  });
  server.on("upgrade", ({ url = "" }, socket) => {
    caught.push(url);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    caught,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
