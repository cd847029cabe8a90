/** A persistent array: a change copies three small nodes, and joining two versions looks only at where they differ. */

const bits = 5;
const width = 1 << bits;
const mask = width - 1;

type Leaf<T> = readonly (T | undefined)[];
type Branch<T> = readonly (Leaf<T> | undefined)[];

/** An array of which most is shared with the versions it was made from. */
export class PersistentArray<T> {
  readonly #root: readonly (Branch<T> | undefined)[];

  constructor(root: readonly (Branch<T> | undefined)[] = []) {
    this.#root = root;
  }

  get(index: number): T | undefined {
    return this.#root[index >> (2 * bits)]?.[(index >> bits) & mask]?.[index & mask];
  }

  set(index: number, value: T | undefined): PersistentArray<T> {
    if (this.get(index) === value) return this;
    const high = index >> (2 * bits);
    const middle = (index >> bits) & mask;
    const root = this.#root.slice();
    const branch = root[high]?.slice() ?? [];
    const leaf = branch[middle]?.slice() ?? [];
    leaf[index & mask] = value;
    branch[middle] = leaf;
    root[high] = branch;
    return new PersistentArray(root);
  }

  /** With every element changed; what stays the same is shared. */
  map(change: (element: T) => T): PersistentArray<T> {
    const root = mapNode(this.#root, (branch) => mapNode(branch, (leaf) => mapNode(leaf, change)));
    return root === this.#root ? this : new PersistentArray(root);
  }

  /** The element-wise join; this very array, when the other one adds nothing. */
  join(other: PersistentArray<T>, joinElements: (a: T, b: T) => T): PersistentArray<T> {
    const root = joinNodes(this.#root, other.#root, (a, b) =>
      joinNodes(a, b, (c, d) => joinNodes(c, d, joinElements)),
    );
    return root === this.#root ? this : new PersistentArray(root);
  }
}

function mapNode<T>(node: readonly (T | undefined)[], change: (element: T) => T): readonly (T | undefined)[] {
  let changed: (T | undefined)[] | undefined;
  for (const [index, before] of node.entries()) {
    if (before === undefined) continue;
    const after = change(before);
    if (after === before) continue;
    changed ??= node.slice();
    changed[index] = after;
  }
  return changed ?? node;
}

/** The join of two nodes: one of them, when it is equal to that, so that the versions share it from here on. */
function joinNodes<T>(
  a: readonly (T | undefined)[],
  b: readonly (T | undefined)[],
  joinElements: (a: T, b: T) => T,
): readonly (T | undefined)[] {
  if (a === b) return a;
  let joined: (T | undefined)[] | undefined;
  let isOther = b.length >= a.length;
  for (let index = 0; index < b.length; index++) {
    const [before, added] = [a[index], b[index]];
    if (added === before) continue;
    const after =
      added === undefined || before === undefined ? (added ?? before) : joinElements(before, added);
    isOther &&= after === added;
    if (after === before) continue;
    joined ??= a.slice();
    joined[index] = after;
  }
  if (joined === undefined) return a;
  return isOther ? b : joined;
}
