/** Where the compiler's offsets are in the text that ESLint has: for a script in another file, such as .vue, elsewhere. */
import type { SourceCode } from "eslint";
import type ts from "typescript";

/** What typescript-eslint's parser knows of its nodes. */
export interface NodeMap {
  get(node: unknown): ts.Node | undefined;
}

/** A statement in the compiler's text, and how far from there it is in ESLint's. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly distance: number;
}

/** The places of one file. */
export class Places {
  /** The compiler has parsed another text than ESLint has: a script that was cut out of it. */
  readonly isEmbedded: boolean;
  readonly #sourceCode: SourceCode;
  readonly #pieces: readonly Piece[];

  constructor(sourceCode: SourceCode, sourceFile: ts.SourceFile, nodes: NodeMap) {
    this.#sourceCode = sourceCode;
    this.isEmbedded = sourceCode.text !== sourceFile.text;
    this.#pieces = !this.isEmbedded
      ? []
      : sourceCode.ast.body.flatMap((statement): Piece[] => {
          const node = nodes.get(statement);
          if (node === undefined || statement.range === undefined) return [];
          const distance = statement.range[0] - node.getStart(sourceFile);
          return [{ start: node.pos, end: node.end, distance }];
        });
  }

  /** The line and column of an offset of the compiler; of what is between statements, those of the first statement. */
  at(offset: number): { line: number; column: number } {
    if (!this.isEmbedded) return this.#sourceCode.getLocFromIndex(offset);
    const [first] = this.#pieces;
    const piece = this.#pieces.find(({ start, end }) => start <= offset && offset <= end);
    if (piece !== undefined) return this.#sourceCode.getLocFromIndex(offset + piece.distance);
    return first === undefined
      ? { line: 1, column: 0 }
      : this.#sourceCode.getLocFromIndex(first.start + first.distance);
  }
}
