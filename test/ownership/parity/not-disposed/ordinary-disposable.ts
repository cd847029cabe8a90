/** A type without annotations is disposed by `using`, and by the stack that it is moved to. */
import { Connection, send } from "../prelude.js";

export function program(): void {
  using stack = new DisposableStack();
  const first = stack.use(Connection.open());
  const second = stack.use(Connection.open());
  first.send("one");
  second.send("two");
}
