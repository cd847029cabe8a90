/** An owned value goes where it lives for ever. */
import { Connection, connections } from "../prelude.js";

export function program(): void {
  const connection = Connection.open();
  connections.push(connection);
}
