/** Does on a path what a fact says of a call. */
import { LIVES_WITH_FILE, type Effect } from "./facts.js";
import type { Frame, Interpreter } from "./interpreter.js";
import { Beyond, PathEnd, Wrong } from "./outcome.js";
import type { Path } from "./path.js";
import type { Expression } from "./syntax.js";
import { fileIn, Named, nameOf, OpenFile, Place, Unknown, type Value } from "./value.js";

const EBADF = 9;
const EFAULT = 14;

/** A call of what a fact is about. */
interface Call {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly frame: Frame;
}

/** What of a call is named, and not a value: it is not read as one. */
const NAMED: Readonly<Partial<Record<Effect["act"], readonly number[]>>> = {
  "get user": [0],
  store: [0, 1],
  swap: [0, 1],
  "take variable": [0],
  container: [1, 2],
  lock: [0],
  unlock: [0],
  add: [0, 1],
  allocate: [0],
};

/** Does it; what the call returns. */
export function perform(interpreter: Interpreter, effect: Effect, call: Call): Value {
  const named = NAMED[effect.act] ?? [];
  const { args, frame } = call;
  const evaluate = (): Value[] =>
    args.map((arg, at) => (named.includes(at) ? 0 : interpreter.value(arg, frame)));
  const values = args.length > 1 ? interpreter.holding(evaluate) : evaluate();
  return interpreter.holding(() => act(interpreter, effect, call, values));
}

function act(
  interpreter: Interpreter,
  effect: Effect,
  { name, args, frame }: Call,
  values: readonly Value[],
): Value {
  const { path } = interpreter;
  const { descriptors, objects, knowledge } = path;
  const value = (at: number): Value => values[at] ?? 0;
  const place = (at: number): Place => {
    const arg = args[at];
    if (arg === undefined) throw new Beyond(`${name}() has no argument ${at}`);
    return interpreter.place(arg, frame);
  };
  switch (effect.act) {
    case "reserve":
      return descriptors.reserve();
    case "unreserve":
      descriptors.unreserve(descriptorOf(path, value(effect.fd)));
      return 0;
    case "install":
      descriptors.install(descriptorOf(path, value(effect.fd)), fileOf(path, value(effect.file), name));
      return 0;
    case "close":
      return descriptors.close(value(effect.fd));
    case "make":
      return make(path, name, value(effect.operations ?? -1), value(effect.data ?? -1));
    case "open":
      return reserveAndInstall(path, () =>
        make(path, name, value(effect.operations ?? -1), value(effect.data ?? -1)),
      );
    case "receive":
      return reserveAndInstall(path, () => {
        const file = fileOf(path, value(effect.file), name);
        descriptors.take(file);
        return file;
      });
    case "look up": {
      const file = descriptors.lookUp(value(effect.fd));
      if (effect.as === "struct fd") return structOf(path, file);
      if (effect.as === "file") return file ?? 0;
      return file === undefined ? -EBADF : bufferOf(file);
    }
    case "put struct":
      putStruct(path, value(effect.struct));
      return 0;
    case "file of struct":
      return objects.load(new Place(objects.follow(value(effect.struct), name), "file"));
    case "is struct empty":
      return Number(objects.load(new Place(objects.follow(value(effect.struct), name), "file")) === 0);
    case "take":
    case "put": {
      const behind = effect.isBuffer === true ? fileBehind : fileOf;
      descriptors[effect.act](behind(path, value(effect.file), `${name}()`));
      return value(effect.file);
    }
    case "export buffer":
      return exportBuffer(path, value(effect.info));
    case "install buffer": {
      const buffer = value(effect.buffer);
      return reserveAndInstall(path, () => fileBehind(path, buffer, `${name}()`));
    }
    case "allocate": {
      const object = new Unknown(path.unique(name), "heap");
      if (effect.fails === "NULL") object.low = 0;
      else object.excluded.add(0);
      object.isZeroed = effect.isZeroed === true;
      return object;
    }
    case "reallocate": {
      const object = new Unknown(path.unique(name), "heap");
      object.low = 0;
      const old = value(effect.object);
      if (old instanceof Unknown) object.fields = old.fields; // the same content elsewhere
      return object;
    }
    case "free": {
      const object = value(effect.object);
      if (object instanceof Unknown) objects.free(object);
      return 0;
    }
    case "copy to user": {
      for (const at of effect.from) if (at < values.length) objects.tell(value(at));
      return failed(path, name, effect.fails);
    }
    case "copy from user":
      objects.overwrite(value(effect.into), name);
      return failed(path, name, effect.fails);
    case "put user":
      objects.tell(value(effect.value));
      return path.faults(name) ? -EFAULT : 0;
    case "get user":
      objects.store(
        place(effect.variable),
        objects.fresh(`a value of user space at line ${path.place.line}`),
      );
      return path.faults(name) ? -EFAULT : 0;
    case "is error":
      return Number(knowledge.isLess(value(0), effect.orNull === true ? 1 : 0));
    case "error or zero":
      return knowledge.isLess(value(0), 0) ? value(0) : 0;
    case "same":
      return value(effect.argument);
    case "return":
      return effect.value;
    case "stop":
      if (effect.when === undefined || path.isTrue(value(effect.when)))
        throw new PathEnd(`${name}() stops the kernel`, false);
      return 0;
    case "set count":
      objects.setCount(value(0), effect.to === undefined ? 1 : value(effect.to));
      return 0;
    case "add count":
      objects.addCount(value(0), 1);
      return 0;
    case "drop count": {
      const isLast = objects.addCount(value(0), -1) === 0;
      if (isLast && effect.release !== undefined) interpreter.callValue(value(effect.release), [value(0)]);
      return Number(isLast);
    }
    case "take variable": {
      const variable = place(0);
      const taken = objects.load(variable);
      objects.store(variable, effect.leaves === "NULL" ? 0 : -EBADF);
      return taken;
    }
    case "store": {
      const stored = args[1] === undefined ? 0 : interpreter.value(args[1], frame);
      if (effect.throughPointer === true) {
        const address = args[0] === undefined ? 0 : interpreter.value(args[0], frame);
        if (address instanceof Place) objects.store(address, stored);
      } else objects.store(place(0), stored);
      return 0;
    }
    case "swap": {
      const [one, other] = [place(0), place(1)];
      const [first, second] = [objects.load(one), objects.load(other)];
      objects.store(one, second);
      objects.store(other, first);
      return 0;
    }
    case "container": {
      const field = args[2]?.kind === "name" ? args[2].name : args[2]?.kind === "text" ? args[2].text : "";
      const pointer = value(0);
      if (pointer instanceof Place && pointer.field === field) return pointer.object;
      return objects.derived(`the container of ${nameOf(pointer)} at ${field}`, 1, Infinity, {
        from: [pointer],
      });
    }
    case "lock":
    case "unlock":
      lock(path, effect.act, args[0]);
      return 0;
    case "add":
      return reserveAndInstall(path, () => {
        const file = args[1] === undefined ? 0 : interpreter.value(args[1], frame);
        return knowledge.isLess(file, 0) ? file : fileOf(path, file, name);
      });
    case "prepared":
      return objects.load(new Place(objects.follow(value(0), name), effect.part));
    case "publish": {
      const struct = objects.follow(value(0), name);
      const fd = descriptorOf(path, struct.fields.get("fd") ?? -1);
      descriptors.install(fd, fileOf(path, struct.fields.get("file") ?? 0, name));
      struct.fields.set("fd", -1).set("file", 0);
      return fd;
    }
  }
}

/** What `CLASS(kind, name)(args)` makes. */
export function performClass(
  interpreter: Interpreter,
  kind: string,
  args: readonly Expression[],
  frame: Frame,
): Value {
  return interpreter.holding(() => classOf(interpreter, kind, args, frame));
}

function classOf(interpreter: Interpreter, kind: string, args: readonly Expression[], frame: Frame): Value {
  const { path } = interpreter;
  const argument = (at: number): Value => (args[at] === undefined ? 0 : interpreter.value(args[at], frame));
  switch (kind) {
    case "get_unused_fd":
      return path.descriptors.reserve();
    case "fd":
    case "fd_raw":
    case "fd_pos":
      return structOf(path, path.descriptors.lookUp(argument(0)));
    case "fd_prepare":
      return prepare(path, () => argument(1));
    default:
      for (const arg of args) interpreter.value(arg, frame);
      return path.objects.fresh(kind);
  }
}

/** FD_PREPARE: a descriptor, then a file; both or an error. */
function prepare(path: Path, file: () => Value): Value {
  const { descriptors, knowledge, objects } = path;
  const struct = objects.local("fd_prepare");
  struct.fields.set("fd", -1).set("file", 0).set("err", 0);
  const fd = descriptors.reserve();
  if (fd < 0) {
    struct.fields.set("err", fd);
    return struct;
  }
  const made = file();
  if (knowledge.isLess(made, 0)) {
    descriptors.unreserve(fd);
    struct.fields.set("err", made);
  } else struct.fields.set("fd", fd).set("file", made);
  return struct;
}

/** What the end of a scope does to a variable that was declared with a class, or with `__free`. */
export function performCleanup(path: Path, how: string, value: Value | undefined): void {
  const { descriptors, objects, knowledge } = path;
  const isObject = value instanceof Unknown && value.high > 0;
  switch (how) {
    case "fput":
      if (fileIn(value) !== undefined) descriptors.put(fileOf(path, value as Value, "__free(fput)"));
      else if (isObject && value.excluded.has(0)) descriptors.put(fileOf(path, value, "__free(fput)"));
      return;
    case "get_unused_fd":
      if (typeof value === "number" && value >= 0) descriptors.unreserve(value);
      return;
    case "fd":
    case "fd_raw":
    case "fd_pos":
      if (value !== undefined) putStruct(path, value);
      return;
    case "kfree":
    case "kvfree":
      if (isObject && !knowledge.areEqual(value, 0)) objects.free(value);
      return;
    case "dma_buf_put":
      if (isObject) descriptors.put(fileBehind(path, value, "__free(dma_buf_put)"));
      return;
    case "fd_prepare": {
      if (!(value instanceof Unknown)) return;
      const fd = value.fields.get("fd");
      const file = fileIn(value.fields.get("file"));
      if (typeof fd === "number" && fd >= 0) descriptors.unreserve(fd);
      if (file !== undefined) descriptors.put(file);
      return;
    }
    default:
  }
}

function failed(path: Path, name: string, fails: "rest" | "error"): Value {
  if (!path.faults(name)) return 0;
  return fails === "error" ? -EFAULT : path.objects.fresh(`what ${name}() has left`, 1);
}

/** The descriptor that a value is; one from elsewhere is taken to be reserved by the caller. */
function descriptorOf(path: Path, value: Value): number {
  if (typeof value === "number") return value;
  if (!(value instanceof Unknown)) throw new Beyond(`${nameOf(value)} is no descriptor`);
  if (value.descriptor === undefined && value.high < 0) return -1;
  value.low = Math.max(value.low, 0);
  return path.descriptors.adoptNumber(value);
}

/** The file that a pointer is. One from elsewhere has a reference that somebody holds, or that came with it. */
export function fileOf({ descriptors }: Path, value: Value, where: string): OpenFile {
  if (value instanceof OpenFile) return value;
  if (typeof value === "number") {
    if (value < 0) throw new Wrong("error pointer", `${where}: the error pointer ${value} is used as a file`);
    if (value === 0) throw new Wrong("NULL pointer", `${where}: NULL is used as a file`);
    throw new Beyond(`${where}: ${value} is no file`);
  }
  if (!(value instanceof Unknown)) throw new Beyond(`${where}: ${nameOf(value)} is no file`);
  if (value.file !== undefined) return value.file;
  if (value.high < 0)
    throw new Wrong("error pointer", `${where}: ${value.key} is an error pointer, used as a file`);
  if (value.high < 1) throw new Wrong("NULL pointer", `${where}: ${value.key} is NULL, used as a file`);
  value.low = Math.max(value.low, 1);
  const file = descriptors.adopt(value);
  // `x->file` goes with x: where its last reference is gone, x is likely to be gone.
  const { parent } = value;
  if (
    value.origin === "field" &&
    /\.(?:file|filp)$/.test(value.key) &&
    LIVES_WITH_FILE.has(parent?.struct ?? "")
  )
    (parent as Unknown).partOf = file;
  return file;
}

/** The file of a buffer: its own, or for one from elsewhere one that somebody holds. */
function fileBehind(path: Path, buffer: Value, where: string): OpenFile {
  const object = path.objects.follow(buffer, where);
  const file = object.fields.get("file");
  if (file instanceof OpenFile) {
    path.descriptors.assertAlive(file, where);
    return file;
  }
  const behind = fileOf(path, object, where);
  object.fields.set("file", behind);
  return behind;
}

function make(path: Path, name: string, operations: Value, data: Value): OpenFile | number {
  const file = path.descriptors.make(name, operations instanceof Named ? operations.name : undefined);
  if (file instanceof OpenFile && data !== 0) file.object.fields.set("private_data", data);
  return file;
}

/** Reserves, gets a file and installs it; an error where one of these fails, and the descriptor is given back. */
function reserveAndInstall(path: Path, file: () => Value): Value {
  const { descriptors } = path;
  const fd = descriptors.reserve();
  if (fd < 0) return fd;
  const made = file();
  if (!(made instanceof OpenFile)) {
    descriptors.unreserve(fd);
    return made;
  }
  descriptors.install(fd, made);
  return fd;
}

function structOf(path: Path, file: OpenFile | undefined): Unknown {
  const struct = path.objects.local("struct fd");
  struct.fields.set("file", file ?? 0);
  return struct;
}

function putStruct(path: Path, struct: Value): void {
  const file = path.objects.load(new Place(path.objects.follow(struct, "fdput()"), "file"));
  if (file instanceof OpenFile) path.descriptors.put(file);
}

function exportBuffer(path: Path, info: Value): Value {
  const { objects } = path;
  const description = objects.follow(info, "dma_buf_export()");
  const operations = objects.load(new Place(description, "ops"));
  const file = make(path, "dma_buf_export", operations, 0);
  if (typeof file === "number") return file;
  const buffer = bufferOf(file);
  buffer.fields.set("priv", objects.load(new Place(description, "priv")));
  return buffer;
}

function bufferOf(file: OpenFile): Unknown {
  if (file.buffer !== undefined) return file.buffer;
  const buffer = new Unknown(`the buffer of ${file.name}`, "local");
  buffer.low = 1;
  buffer.partOf = file;
  buffer.fields.set("file", file);
  return (file.buffer = buffer);
}

/** Locks are told apart by the last name in what is locked; another task waits for those that the function holds. */
function lock(path: Path, act: "lock" | "unlock", node: Expression | undefined): void {
  const name = node === undefined ? "" : lastName(node);
  const { held, descriptors } = path;
  if (act === "unlock") {
    const at = held.lastIndexOf(name);
    if (at >= 0) held.splice(at, 1);
  } else if (!descriptors.isSibling) held.push(name);
  else if (held.includes(name)) throw new PathEnd("the other task waits for a lock", false);
}

function lastName(node: Expression): string {
  if (node.kind === "name" || node.kind === "member") return node.name;
  return node.kind === "unary" || node.kind === "cast" ? lastName(node.operand) : "";
}
