/** Numbers for what an access cannot hold itself, such as the text of a label: its operands are words. */
export class Numbering<Thing> {
  readonly #things: Thing[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of the thing that has this key, if one was added. */
  find(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  /** Gives a thing the next number. */
  add(key: string, thing: Thing): number {
    const number = this.#things.push(thing) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** The thing of a number that was given out. */
  at(number: number): Thing {
    return this.#things[number] as Thing;
  }
}
