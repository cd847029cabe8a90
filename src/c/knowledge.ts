/** What tests of unknown values answer. An answer is a choice, which narrows the value for the rest of the path. */
import { PathEnd } from "./outcome.js";
import { fileIn, nameOf, OpenFile, Unknown, type Value } from "./value.js";

/** Which way a choice takes. */
type Choose = (ways: number, label: string) => number;

export class Knowledge {
  /** Comparisons of two unknowns that were answered. */
  readonly answers = new Map<string, { readonly isTrue: boolean; readonly of: readonly Value[] }>();

  constructor(
    readonly choose: Choose,
    /** Whether a number is a descriptor of the function: no constant stands for it. */
    readonly isOwnDescriptor: (value: number) => boolean,
  ) {}

  isTrue(value: Value): boolean {
    if (typeof value === "number") return value !== 0;
    return value instanceof Unknown ? !this.areEqual(value, 0) : true;
  }

  isLess(left: Value, right: Value): boolean {
    if (typeof left === "number" && typeof right === "number") return left < right;
    // An address is positive.
    if (isAddress(left)) return typeof right === "number" ? false : this.#ask(left, "<", right);
    if (isAddress(right)) return typeof left === "number" ? left <= 0 : this.#ask(left, "<", right);
    if (typeof right === "number") return this.#isBelow(left as Unknown, right);
    if (typeof left === "number") return !this.isLess(right, left + 1);
    const [a, b] = [left as Unknown, right as Unknown];
    if (a === b || a.low >= b.high) return false;
    return a.high < b.low || this.#ask(a, "<", b);
  }

  #isBelow(value: Unknown, limit: number): boolean {
    if (value.high < limit) return true;
    if (value.low >= limit) return false;
    const isBelow = this.choose(2, `${value.key} < ${limit}`) === 1;
    if (isBelow) value.high = limit - 1;
    else value.low = limit;
    trim(value);
    return isBelow;
  }

  areEqual(left: Value, right: Value): boolean {
    if (typeof left === "number") {
      return typeof right === "number" ? left === right : this.areEqual(right, left);
    }
    if (left === right) return true;
    if (typeof right === "number") return left instanceof Unknown ? this.#isNumber(left, right) : false;
    if (left instanceof Unknown && right instanceof Unknown) return this.#areSame(left, right);
    const [file, other] = [fileIn(left), fileIn(right)];
    if (file !== undefined && other !== undefined) return file === other;
    if (left instanceof Unknown || right instanceof Unknown) return this.#ask(left, "==", right);
    return nameOf(left) === nameOf(right);
  }

  #isNumber(value: Unknown, number: number): boolean {
    if (value.origin === "constant" && this.isOwnDescriptor(number)) return false;
    if (number < value.low || number > value.high || value.excluded.has(number)) return false;
    if (value.low === number && value.high === number) return true;
    const isEqual = this.choose(2, `${value.key} == ${number}`) === 1;
    if (isEqual) value.low = value.high = number;
    else {
      value.excluded.add(number);
      trim(value);
    }
    return isEqual;
  }

  #areSame(left: Unknown, right: Unknown): boolean {
    const [value, constant] = right.origin === "constant" ? [left, right] : [right, left];
    if (constant.origin === "constant") {
      if (value.equals !== undefined) return value.equals === constant.key;
      if (value.differs.has(constant.key)) return false;
      const isEqual = this.choose(2, `${value.key} == ${constant.key}`) === 1;
      if (isEqual) value.equals = constant.key;
      else value.differs.add(constant.key);
      return isEqual;
    }
    if (left.high < right.low || left.low > right.high) return false;
    return this.#ask(left, "==", right);
  }

  #ask(left: Value, operator: "==" | "<", right: Value): boolean {
    const names = [nameOf(left), nameOf(right)];
    if (operator === "==") names.sort();
    const question = names.join(` ${operator} `);
    const known = this.answers.get(question);
    if (known !== undefined) return known.isTrue;
    const isTrue = this.choose(2, question) === 1;
    this.answers.set(question, { isTrue, of: [left, right] });
    return isTrue;
  }
}

function isAddress(value: Value): boolean {
  return value instanceof OpenFile || !(typeof value === "number" || value instanceof Unknown);
}

function trim(value: Unknown): void {
  while (value.excluded.has(value.low)) value.low++;
  while (value.excluded.has(value.high)) value.high--;
  if (value.low > value.high) throw new PathEnd("not possible", false);
}
