/** A guard of a lock of an inner block is used after the block. */
import { type Borrows, Connection } from "../prelude.js";

class Name {
  size(): number {
    return 0;
  }
}

function connectionName(connection: Connection): Borrows<Name, typeof connection> {
  void connection;
  return new Name();
}

export function program(): number {
  let held: Name;
  {
    using connection = Connection.open();
    held = connectionName(connection);
  }
  return held.size();
}
