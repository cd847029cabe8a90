/**
 * The state of a path as a text: of what it holds and knows, all that the rest of it can tell apart. Paths with the same
 * text at the same step go on alike.
 */
import type { Run } from "./interpreter.js";
import { ELEMENT, FOLLOWED, LOOK_UP, merge, READ, type Later, type Uses } from "./later.js";
import type { Path } from "./path.js";
import { OTHERS } from "./surroundings.js";
import { Named, OpenFile, Place, Unknown, type Value } from "./value.js";

/** What of an object matters: that it leads to descriptors and files, or what is read of it as well. */
type Mode = typeof LEADS | typeof FOLLOWED | typeof READ;
const LEADS = 0;

/** Fields that this package reads by their names, whatever the C does. */
const OWN_FIELDS = new Set(["private_data", "priv", "ops", "file", "filp", "fd", "err", "count", "value"]);
/** Numbers that a descriptor of the function may have. */
const MOST_DESCRIPTORS = 16;

/** All that can matter from here on. */
export function stateOf(path: Path, runs: readonly Run[], later: Later): string {
  return new State(path, runs, later).text();
}

/** How often loops have gone round that may go on, by code and step: with fewer rounds, a path can do more. */
export function roundsOf(runs: readonly Run[], later: Later): ReadonlyMap<string, number> {
  const rounds = new Map<string, number>();
  runs.forEach(({ code, frame, at }, number) => {
    const reached = later.reached(code, at, frame.definition);
    for (const [loop, round] of frame.rounds)
      if (reached.has(Number(loop.slice(loop.indexOf(" "))))) rounds.set(`${number} ${loop}`, round);
  });
  return rounds;
}

class State {
  /** What is read from here on: in all functions under way. */
  readonly #needs: Uses = new Map();
  /** What is read of the variables of each call. */
  readonly #variables = new Map<Unknown, Uses>();
  readonly #modes = new Map<Unknown, Mode>();
  readonly #files = new Set<OpenFile>();
  /** Fields that addresses lead to. */
  readonly #placed = new Map<Unknown, Set<string>>();
  readonly #leading = new Map<Unknown, boolean>();
  readonly #references = new Map<Unknown, number>();
  readonly #ids = new Map<Unknown | OpenFile, number>();
  readonly #waiting: Unknown[] = [];
  #hasGrown = false;

  constructor(
    readonly path: Path,
    readonly runs: readonly Run[],
    readonly later: Later,
  ) {
    for (const { code, at, frame, sites } of runs) {
      const live =
        sites.length === 0
          ? later.live(code, at, frame.definition)
          : later.afterCall(code, at, frame.definition, sites);
      merge(this.#needs, live);
      let own = this.#variables.get(frame.variables);
      if (own === undefined) this.#variables.set(frame.variables, (own = new Map() as Uses));
      merge(own, live);
      for (const { name } of frame.cleanups) own.set(name, READ);
    }
    do {
      this.#hasGrown = false;
      this.#modes.clear();
      this.#files.clear();
      this.#placed.clear();
      this.#visitAll();
    } while (this.#hasGrown);
    this.#visitLeading();
    this.#count();
  }

  // ---- what matters ----

  #visitAll(): void {
    const { objects, descriptors } = this.path;
    for (const { frame, isNested, last } of this.runs) {
      this.#visit(frame.variables, FOLLOWED);
      if (isNested) this.#visit(last, READ);
    }
    for (const global of objects.globals) {
      const use = this.#globalUse(global);
      if (use !== undefined) this.#visit(global, use);
    }
    for (const file of descriptors.files.values())
      if (!file.isReleased && !isLeftToOthers(file)) this.#visitFile(file);
    for (let before = -1; before !== this.#modes.size;) {
      before = this.#modes.size;
      for (const value of objects.allDerived)
        if (isChanged(value) && this.#mayReturn(value)) this.#visit(value, READ);
    }
  }

  #globalUse({ key }: Unknown): typeof FOLLOWED | typeof READ | undefined {
    return key === "globals" ? FOLLOWED : this.#needs.get(key);
  }

  #visit(value: Value, mode: typeof FOLLOWED | typeof READ): void {
    if (typeof value === "number") return;
    if (value instanceof OpenFile) this.#visitFile(value);
    else if (value instanceof Named) {
      const uses = this.later.named(value.name, this.path.place.file);
      if (uses !== undefined && merge(this.#needs, uses)) this.#hasGrown = true;
    } else if (value instanceof Place) {
      const { object, field } = value;
      let fields = this.#placed.get(object);
      if (fields === undefined) this.#placed.set(object, (fields = new Set<string>()));
      const isNew = !fields.has(field);
      fields.add(field);
      this.#visit(object, FOLLOWED);
      if (isNew && value.value !== undefined) this.#visit(value.value, READ);
    } else {
      if ((this.#modes.get(value) ?? LEADS) >= mode) return;
      this.#modes.set(value, mode);
      const { lookedUp = -1 } = value;
      const found = lookedUp < 0 ? undefined : this.path.descriptors.table.get(lookedUp)?.file;
      for (const file of [value.file, value.partOf, value.assumedOwner, found])
        if (file !== undefined) this.#visitFile(file);
      for (const [field, inner] of value.fields) {
        const use = this.#use(value, field);
        if (use !== undefined) this.#visit(inner, use);
      }
    }
  }

  #visitFile(file: OpenFile): void {
    if (this.#files.has(file)) return;
    this.#files.add(file);
    this.#visit(file.object, FOLLOWED);
    if (file.buffer !== undefined) this.#visit(file.buffer, FOLLOWED);
    if (file.operations !== undefined) this.#visit(new Named(file.operations), READ);
  }

  /** How a field of an object is read from here on. */
  #use(object: Unknown, field: string): typeof FOLLOWED | typeof READ | undefined {
    if (this.#placed.get(object)?.has(field) === true) return READ;
    const variables = this.#variables.get(object);
    if (variables !== undefined) return variables.get(field);
    if (object.key === "globals") return this.#needs.get(field);
    if (field.startsWith("[")) return this.#needs.get(ELEMENT);
    return this.#needs.get(`.${field}`) ?? (OWN_FIELDS.has(field) ? FOLLOWED : undefined);
  }

  /** Whether an expression may come to a value again, and to one that is made of it. */
  #mayReturn(value: Value, least: typeof FOLLOWED | typeof READ = READ): boolean {
    if (value instanceof Place) return this.#mayReturn(value.object, FOLLOWED);
    if (!(value instanceof Unknown)) return true;
    if ((this.#modes.get(value) ?? LEADS) >= least) return true;
    const { made, parent, key, origin } = value;
    if (made !== undefined) {
      const isAsked = made.by.length === 0 || made.by.some((name) => this.#needs.has(name));
      const isOperation = made.by.length !== 1;
      return isAsked && made.from.every((one) => this.#mayReturn(one, isOperation ? READ : FOLLOWED));
    }
    if (origin === "constant" || origin === "global") return (this.#needs.get(key) ?? LEADS) >= least;
    if (parent === undefined || !this.#mayReturn(parent, FOLLOWED)) return false;
    return (this.#use(parent, fieldOf(value, parent)) ?? LEADS) >= least;
  }

  /** Whether a call leaves something behind that is made with a value. */
  #isLent(value: Value): boolean {
    if (value instanceof Place || value instanceof OpenFile) return true;
    if (!(value instanceof Unknown)) return typeof value === "number" && isLikeDescriptor(value);
    return value.partOf !== undefined || !value.isExternal || this.#leads(value);
  }

  /** Objects that nobody reads any more, as far as they lead to descriptors, files, or what may lead there yet. */
  #visitLeading(): void {
    const { objects } = this.path;
    for (const root of [...objects.roots, ...objects.globals]) this.#visitLeads(root);
    for (const object of [...this.#modes.keys()])
      for (const inner of object.fields.values()) this.#visitLeads(inner);
  }

  #visitLeads(value: Value): void {
    const object = value instanceof Place ? value.object : value;
    if (!(object instanceof Unknown) || this.#modes.has(object) || !this.#leads(object)) return;
    this.#modes.set(object, LEADS);
    for (const inner of object.fields.values()) this.#visitLeads(inner);
  }

  #leads(value: Value, seen = new Set<Unknown>()): boolean {
    if (typeof value === "number") return isLikeDescriptor(value);
    if (value instanceof OpenFile) return !value.isReleased;
    if (value instanceof Named) return false;
    if (value instanceof Place) return this.#leads(value.object, seen);
    const known = this.#leading.get(value);
    if (known !== undefined) return known;
    if (seen.has(value)) return false;
    seen.add(value);
    const isOwn = (this.#modes.get(value) ?? LEADS) !== LEADS && !value.isExternal;
    const leads =
      (isOwn && value.origin !== "constant") ||
      value.descriptor !== undefined ||
      isHeld(value.file) ||
      filesAround(value).some(isHeld) ||
      [...value.fields.values()].some((inner) => this.#leads(inner, seen));
    // What is not found on the way round may be found from elsewhere.
    if (leads) this.#leading.set(value, true);
    else if (seen.values().next().value === value) for (const one of seen) this.#leading.set(one, false);
    return leads;
  }

  /** The fields of an object that matter, by name. */
  #fieldsOf(object: Unknown): [string, Value][] {
    const mode = this.#modes.get(object) ?? LEADS;
    const fields = [...object.fields].filter(
      ([field, value]) => (mode !== LEADS && this.#use(object, field) !== undefined) || this.#leads(value),
    );
    return fields.sort(([one], [other]) => (one < other ? -1 : 1));
  }

  #count(): void {
    const add = (value: Value | undefined): void => {
      const object = value instanceof Place ? value.object : value;
      if (object instanceof Unknown) this.#references.set(object, (this.#references.get(object) ?? 0) + 1);
    };
    for (const object of this.#modes.keys()) for (const [, value] of this.#fieldsOf(object)) add(value);
    for (const { last, isNested } of this.runs) if (isNested) add(last);
    for (const root of this.path.objects.globals) add(root);
    for (const { args } of this.path.interpreter.steady.values()) args.forEach(add);
  }

  /** Whether an object is as it would be found again, and is known nowhere else. */
  #isUntouched(object: Unknown, isFound: boolean): boolean {
    const isAsFound =
      isFound &&
      (this.#references.get(object) ?? 0) <= 1 &&
      !this.#placed.has(object) &&
      !isMarked(object) &&
      !this.#isRoot(object);
    if (!isAsFound) return false;
    if (this.#modes.get(object) === FOLLOWED ? object.high < 1 : isNarrowed(object)) return false;
    return this.#fieldsOf(object).every(([field, value]) => this.#isAbsent(object, field, value));
  }

  /** Whether a field is as good as one that nobody has looked at. */
  #isAbsent(object: Unknown, field: string, value: Value): boolean {
    if (!(value instanceof Unknown) || value.parent !== object || object.isZeroed) return false;
    if (object.partOf !== undefined && OWN_FIELDS.has(field)) return false;
    const isHeap = object.origin === "heap" || object.origin === "heap field";
    if (value.origin !== (isHeap ? "heap field" : "field")) return false;
    const key = `${object.key}${field.startsWith("[") ? "" : "."}${field}`;
    return this.#isUntouched(value, value.key === key);
  }

  /** Whether others can reach what is stored in an object later. */
  #isRoot(object: Unknown): boolean {
    if (!this.path.objects.roots.has(object)) return false;
    if (!object.isExternal) return true;
    return [...object.fields.values()].some(
      (value) => typeof value !== "number" && !(value instanceof Unknown && value.isExternal),
    );
  }

  // ---- as a text ----

  text(): string {
    const { objects, descriptors, knowledge, interpreter, held, hasReached } = this.path;
    const { table, own, installed, told, lent, stranger, lookUps, hasAdopted, isSibling, files } =
      descriptors;
    const parts: string[] = [];
    for (const { code, at, isNested, last, sites, frame } of this.runs) {
      const ends = frame.cleanups.map(({ name, how, scope }) => `${name}:${how}:${scope}`);
      const where = sites.map((site) => this.later.idOf(site));
      parts.push(
        `${this.later.idOf(code)}@${at} ${where.join(",")} ${ends.join(",")} ${isNested ? this.#name(last) : ""} ${this.#name(frame.variables)}`,
      );
    }
    const isOurs = [...files.values()].some(({ maker }) => maker !== "others");
    parts.push(
      `${held.join(",")} ${hasReached} ${hasAdopted} ${isSibling} ${isOurs} ${stranger} ${this.#needs.has(LOOK_UP) ? lookUps % OTHERS : ""}`,
      [...table]
        .filter(([, { file }]) => file === undefined || this.#files.has(file) || !isLeftToOthers(file))
        .map(([fd, { file, holder }]) => `${fd}:${holder}:${file && this.#name(file)}`)
        .join(" "),
      `${range(OTHERS).filter((fd) => !table.has(fd))}`,
      `${sorted(own)};${sorted(installed)};${sorted([...told].filter(isLikeDescriptor))}`,
      [...lent].map(([fd, name]) => `${fd}:${name}`).join(" "),
    );
    for (const file of this.#files) {
      const { name, maker, count, isReleased, isReleasing, lentTo, operations, buffer, object } = file;
      parts.push(
        `${this.#name(file)} ${name} ${maker} ${count} ${isReleased} ${isReleasing} ${[...lentTo].join(",")} ${operations} ${this.#name(object)} ${buffer && this.#name(buffer)}`,
      );
    }
    for (const global of objects.globals) {
      const mode = this.#modes.get(global);
      if (mode === undefined || (mode !== LEADS && this.#isUntouched(global, isAsMet(global)))) continue;
      parts.push(`g ${this.#name(global)}`);
    }
    for (const root of objects.roots) if (this.#modes.has(root)) parts.push(`r ${this.#name(root)}`);
    for (const value of objects.allDerived)
      if (isChanged(value) && this.#modes.has(value)) parts.push(`d ${this.#name(value)}`);
    for (const [question, { isTrue, of }] of knowledge.answers)
      if (of.every((value) => this.#mayReturn(value))) parts.push(`${question}: ${isTrue}`);
    for (const [question, { name, args }] of interpreter.steady)
      if (
        this.#needs.has(name) &&
        args.some((value) => this.#isLent(value)) &&
        args.every((value) => this.#mayReturn(value, FOLLOWED))
      )
        parts.push(`s ${question}`);
    // Objects are told in the order in which they are met.
    for (let object = this.#waiting.shift(); object !== undefined; object = this.#waiting.shift())
      parts.push(this.#object(object));
    return parts.join("\n");
  }

  #name(value: Value): string {
    if (typeof value === "number") return String(value);
    if (value instanceof Named) return `@${value.name}`;
    if (value instanceof Place) return `&${this.#name(value.object)}.${value.field}`;
    let id = this.#ids.get(value);
    if (id === undefined) {
      this.#ids.set(value, (id = this.#ids.size));
      if (value instanceof Unknown) this.#waiting.push(value);
    }
    return `#${id}`;
  }

  #object(object: Unknown): string {
    const id = this.#name(object);
    const mode = this.#modes.get(object) ?? LEADS;
    const fields = this.#fieldsOf(object)
      .filter(([field, value]) => mode === LEADS || !this.#isAbsent(object, field, value))
      .map(([field, value]) => `${field}=${this.#name(value)}`);
    const around = filesAround(object).filter(isHeld);
    const { file, descriptor } = object;
    const leads = [descriptor, file && this.#name(file), ...around.map((one) => this.#name(one))];
    if (mode === LEADS) return `${id} l ${leads.join(",")} {${fields.join(" ")}}`;
    const { made, key, origin, low, high, excluded, equals, differs, lookedUp, struct, parent } = object;
    const { isZeroed, isStruct, isArray, isFreed, isShared, isExternal, partOf, assumedOwner } = object;
    const known =
      mode === FOLLOWED
        ? high < 1
        : `${low} ${high} ${sorted(excluded)} ${equals} ${[...differs].sort().join(",")}`;
    const owners = [partOf, assumedOwner].map((one) => one && this.#name(one));
    return (
      `${id} ${made?.text ?? key} ${origin} ${known} ${lookedUp} ${struct} ${parent?.key} ` +
      `${isZeroed} ${isStruct} ${isArray} ${isFreed} ${isShared} ${isExternal} ${this.#isRoot(object)} ` +
      `${owners.join(",")} ${leads.join(",")} {${fields.join(" ")}}`
    );
  }
}

/** A file of another descriptor to which the function has no reference. */
function isLeftToOthers({ maker, count }: OpenFile): boolean {
  return maker === "others" && count === 1;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function sorted(numbers: Iterable<number>): string {
  return [...numbers].sort((one, other) => one - other).join(",");
}

function isLikeDescriptor(number: number): boolean {
  return number >= OTHERS && number < OTHERS + MOST_DESCRIPTORS;
}

function isHeld(file: OpenFile | undefined): boolean {
  return file !== undefined && !file.isReleased;
}

/** The files that an object is part of, or one in which it was found. */
function filesAround(object: Unknown): OpenFile[] {
  const files: OpenFile[] = [];
  for (let up: Unknown | undefined = object; up !== undefined; up = up.parent)
    if (up.partOf !== undefined) files.push(up.partOf);
  return files;
}

/** The field of another object in which a value was found. */
function fieldOf({ key }: Unknown, parent: Unknown): string {
  return key.slice(parent.key.length).replace(/^\./, "");
}

function isNarrowed({ low, high, excluded, equals, differs, made, origin, key }: Unknown): boolean {
  const lowest = made?.low ?? (origin === "constant" ? 0 : key === "current" ? 1 : -Infinity);
  const isInside = low !== lowest || high !== (made?.high ?? Infinity);
  return isInside || excluded.size > 0 || equals !== undefined || differs.size > 0;
}

/** Whether more is known of an object than its value and fields. */
function isMarked(object: Unknown): boolean {
  const { isZeroed, isStruct, isArray, isFreed, isShared, struct } = object;
  const { file, descriptor, lookedUp, partOf, assumedOwner } = object;
  return (
    [isZeroed, isStruct, isArray, isFreed, isShared].includes(true) ||
    [struct, file, descriptor, lookedUp, partOf, assumedOwner].some((mark) => mark !== undefined)
  );
}

/** Whether a value that is made of others is no longer as it was made. */
function isChanged(value: Unknown): boolean {
  return isNarrowed(value) || isMarked(value) || value.fields.size > 0;
}

function isAsMet({ origin }: Unknown): boolean {
  return origin === "global" || origin === "constant";
}
