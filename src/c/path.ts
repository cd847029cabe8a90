/** One path through a function: its world, what was decided on it, what happened on it, and what is wrong with it. */
import type { Task } from "../binding/index.js";
import { raw } from "../designs/index.js";
import { Descriptors, type Story } from "./descriptors.js";
import type { CEvent, CPlace, Kind } from "./finding.js";
import { Interpreter } from "./interpreter.js";
import type { Joins } from "./joins.js";
import { Knowledge } from "./knowledge.js";
import type { Later } from "./later.js";
import { Objects } from "./objects.js";
import { Beyond, PathEnd, Wrong } from "./outcome.js";
import { endChecks } from "./path-end.js";
import type { Relevance } from "./relevance.js";
import type { SourceIndex } from "./source-index.js";
import type { Surroundings } from "./surroundings.js";
import { Refusal } from "./refusal.js";
import type { OpenFile, Value } from "./value.js";
import type { FunctionDefinition } from "./unit.js";

/** What is explored. */
export interface Subject {
  readonly index: SourceIndex;
  readonly relevance: Relevance;
  readonly later: Later;
  readonly definition: FunctionDefinition;
  /** The function in question, where this one is its caller. */
  readonly via: FunctionDefinition | undefined;
}

/** What is wrong on a path. */
export interface PathFinding extends CPlace {
  readonly kind: Kind;
  readonly message: string;
  readonly doubt?: string | undefined;
  /** Whether all that the path has to do with descriptors is the function's own doing. */
  readonly isOwn: boolean;
}

/** What a check says, before it is known where and on what kind of path. */
export type Claim = Pick<PathFinding, "kind" | "message" | "doubt">;

export class Path implements Story {
  readonly events: CEvent[] = [];
  readonly findings: PathFinding[] = [];
  /** How many steps of C were taken. */
  steps = 0;
  /** How many choices were made. */
  choices = 0;
  /** Whether a loop or a chain of calls was cut. */
  isCut = false;
  /** Why the interpreter gave up, on this path or on something that it called. */
  beyond: string | undefined;
  /** Whether the function has returned. */
  hasEnded = false;
  /** Whether it returned an error, and whether that is only a guess. */
  isError = false;
  isGuess = false;
  /** Whether it leaves a descriptor or a file to its caller. */
  handsOver = false;
  /** Whether the function in question was called. */
  hasReached: boolean;
  /** Names of the locks that the function holds. */
  readonly held: string[] = [];
  /** Functions that were called and not read. */
  readonly unread = new Set<string>();
  /** The places at which calls stand, the innermost last. */
  readonly places: { file: string; line: number }[];
  readonly objects = new Objects(() => this.descriptors);
  readonly descriptors: Descriptors;
  readonly knowledge: Knowledge;
  readonly interpreter: Interpreter;

  constructor(
    readonly subject: Subject,
    readonly current: Task,
    surroundings: Surroundings,
    /** Where paths come together; undefined for a path that is run to its end. */
    readonly joins?: Joins,
  ) {
    const { definition, via } = subject;
    this.places = [{ file: definition.file, line: definition.line }];
    this.hasReached = via === undefined;
    this.descriptors = new Descriptors(current, surroundings, this);
    this.knowledge = new Knowledge(
      (ways, label) => this.#choose(ways, label, `not ${label}`),
      (value) => this.descriptors.own.has(value),
    );
    this.interpreter = new Interpreter(this);
  }

  /** Runs the function to its end. */
  run(): void {
    const { definition } = this.subject;
    try {
      const result = this.interpreter.call(definition, []);
      this.hasEnded = true;
      const place = { file: definition.file, line: this.interpreter.returnLine };
      for (const claim of endChecks(this, result)) this.#found(claim, place);
    } catch (error) {
      if (error instanceof Wrong) {
        // Without a descriptor in the story it is another kind of bug, or a mistake of this reader.
        const { own, files } = this.descriptors;
        const isOurs = own.size > 0 || [...files.values()].some(({ maker }) => maker !== "others");
        const { kind, message, doubt } = error;
        if (isOurs) this.#found({ kind, message, doubt }, this.place);
      } else if (error instanceof PathEnd) this.isCut ||= error.isCut;
      else if (error instanceof Beyond || error instanceof Refusal) this.beyond ??= error.message;
      else throw error;
    }
  }

  /** Puts the model back as it was before. */
  giveUp(): void {
    this.descriptors.giveUp();
  }

  #found(claim: Claim, place: CPlace): void {
    this.findings.push({ ...claim, ...place, isOwn: !this.descriptors.hasAdopted });
  }

  get place(): CPlace {
    return { ...(this.places.at(-1) as CPlace) };
  }

  note(text: string): void {
    this.events.push({ ...this.place, text });
  }

  unique(name: string): string {
    return this.objects.unique(`${name} at line ${this.place.line}`);
  }

  choose(ways: number, label: string): number {
    return this.#choose(ways, label, undefined);
  }

  #choose(ways: number, label: string, otherwise: string | undefined): number {
    const way = raw.choose(this.current, ways, label);
    this.choices++;
    const text = way === 0 ? otherwise : label;
    if (text !== undefined) this.note(text);
    return way;
  }

  /** Whether an access of user memory fails. */
  faults(name: string): boolean {
    const hasFailed = raw.mayFail(this.current, "EFAULT", name) < 0;
    if (hasFailed) this.note(`${name}() fails`);
    return hasFailed;
  }

  released(file: OpenFile): void {
    this.interpreter.release(file);
  }

  /** Whether a test holds: a choice where nobody knows. */
  isTrue(value: Value): boolean {
    return this.knowledge.isTrue(value);
  }
}
