/** Programs of one shape each, in any size: what grows in code that machines write, or people in a hurry. */

const HEAD = `declare class R implements Disposable {
  n: R; ok: boolean;
  read(): number; also(): R; take(this: R): void;
  [Symbol.dispose](): void;
}
declare function open(of?: unknown): R; declare function look(r: R | undefined): boolean;
declare const c: boolean; declare const k: number; declare const maybe: R | undefined;
`;

/** The numbers below a size, each as text. */
function each(size: number, text: (index: number) => string, between = "\n"): string {
  return Array.from({ length: size }, (_, index) => text(index)).join(between);
}

function inFunction(body: string): string {
  return `${HEAD}export async function f(p: R) {\n${body}\n}\n`;
}

/** By name, the program of a size. */
export const shapes: Readonly<Record<string, (size: number) => string>> = {
  "statements, one after the other": (size) =>
    inFunction(each(size, (i) => `{ using a${i} = open(); look(a${i}); }`)),
  "variables that live to the end": (size) =>
    inFunction(
      `${each(size, (i) => `const a${i} = open();`)}\n${each(size, (i) => `a${i}[Symbol.dispose]();`)}`,
    ),
  "branches, one after the other": (size) =>
    inFunction(`const a = open();\n${each(size, () => "if (c) look(a);")}\na[Symbol.dispose]();`),
  "branches that fill one variable": (size) =>
    inFunction(`let a = open();\n${each(size, (i) => `if (k === ${i}) a = open(${i});`)}\nlook(a);`),
  "cases that fill one variable": (size) =>
    inFunction(
      `let a: R;\nswitch (k) {\n${each(size, (i) => `case ${i}: a = open(${i}); break;`)}\n}\nlook(a!);`,
    ),
  "assignments to one variable": (size) =>
    inFunction(`let a = open();\n${each(size, (i) => `a[Symbol.dispose](); a = open(${i});`)}\nlook(a);`),
  "names of one value": (size) =>
    inFunction(
      `const a = open();\n${each(size, (i) => `const b${i} = a; look(b${i});`)}\na[Symbol.dispose]();`,
    ),
  "else if": (size) =>
    inFunction(`const a = open();\n${each(size, (i) => `if (k === ${i}) look(a);`, " else ")}`),
  "blocks in blocks": (size) =>
    inFunction(`${"{ const a = open(); look(a);\n".repeat(size)}${"}".repeat(size)}`),
  "conditions in conditions": (size) =>
    inFunction(`const a = open();\n${"if (look(a)) {\n".repeat(size)}look(a);${"}".repeat(size)}`),
  "loops in loops": (size) =>
    inFunction(`const a = open();\n${"while (look(a)) {\n".repeat(size)}look(open());${"}".repeat(size)}`),
  "closures in closures": (size) => inFunction(`const a = open();\nreturn ${"() => ".repeat(size)}look(a);`),
  "functions in functions": (size) =>
    inFunction(`const a = open();\n${each(size, (i) => `function g${i}() {`)}\nlook(a);${"}".repeat(size)}`),
  "try in try": (size) =>
    inFunction(`const a = open();\n${"try {\n".repeat(size)}look(a);${"} catch { look(a); }".repeat(size)}`),
  "try in finally": (size) =>
    inFunction(
      `const a = open();\n${"try { look(a); } finally {\n".repeat(size)}look(a);${"}".repeat(size)}`,
    ),
  "calls in one try": (size) =>
    inFunction(`try {\n${each(size, (i) => `const a${i} = open(); look(a${i});`)}\n} catch { look(p); }`),
  "returns of a local": (size) =>
    `${HEAD}function g(): R {\nconst a = open();\n${each(size, (i) => `if (k === ${i}) return a;`)}\nreturn a; }\nexport const x = () => { const y = g(); look(y); };`,
  "a chain of ??": (size) =>
    inFunction(`const a = ${each(size, (i) => `(c ? open(${i}) : undefined)`, " ?? ")}; look(a);`),
  "a chain of ?? of names": (size) => inFunction(`look(${each(size, () => "maybe", " ?? ")});`),
  "a chain of ||": (size) => inFunction(`const a = ${each(size, (i) => `open(${i})`, " || ")}; look(a);`),
  "a chain of && in a condition": (size) =>
    inFunction(`const a = open(); if (${each(size, () => "look(a)", " && ")}) look(a);`),
  "a chain of && of values": (size) =>
    inFunction(`const a = ${each(size, (i) => `open(${i})`, " && ")}; look(a);`),
  "a chain of conditionals": (size) =>
    inFunction(`const a = ${each(size, (i) => `k === ${i} ? open(${i}) : `, "")} open(); look(a);`),
  "a sum": (size) => inFunction(`const a = open(); return ${each(size, () => "a.read()", " + ")};`),
  "a chain of members": (size) => inFunction(`look(p${".n".repeat(size)});`),
  "a chain of calls": (size) => inFunction(`look(p${".also()".repeat(size)});`),
  parentheses: (size) => inFunction(`look(${"(".repeat(size)}p${")".repeat(size)});`),
  arguments: (size) => inFunction(`open([${each(size, (i) => `open(${i})`, ", ")}]);`),
  "a literal with many parts": (size) =>
    inFunction(`const o = { ${each(size, (i) => `a${i}: open(${i})`, ", ")} }; return o;`),
  "literals in literals": (size) => inFunction(`return ${"{ a: ".repeat(size)}open()${"}".repeat(size)};`),
  "a switch": (size) =>
    inFunction(
      `const a = open();\nswitch (k) {\n${each(size, (i) => `case ${i}: look(a); break;`)}\n}\na[Symbol.dispose]();`,
    ),
  "a switch that falls through": (size) =>
    inFunction(
      `const a = open();\nswitch (k) {\n${each(size, (i) => `case ${i}: look(a);`)}\n}\na[Symbol.dispose]();`,
    ),
  "helpers that call the next one": (size) =>
    `${HEAD}${each(size, (i) => `function h${i}(r: R) { h${i + 1}(r); }`)}\nfunction h${size}(r: R) { r.read(); }\nexport const x = () => { const y = open(); h0(y); };`,
  "makers that call the next one": (size) =>
    `${HEAD}${each(size, (i) => `function m${i}(): R { return m${i + 1}(); }`)}\nfunction m${size}(): R { return open(); }\nexport const x = () => { const y = m0(); look(y); };`,
  "a helper with many parameters": (size) =>
    `${HEAD}function h(${each(size, (i) => `r${i}: R`, ", ")}) {\n${each(size, (i) => `r${i}.read();`)}\n}
export const x = () => { const y = open(); h(y); };`,
  "methods of one class": (size) =>
    `${HEAD}export class C { a = open();\n${each(size, (i) => `m${i}() { look(this.a); return this.a; }`)}\n}`,
  "properties of one object": (size) =>
    inFunction(`const o: any = {};\n${each(size, (i) => `o.a${i} = open(); look(o.a${i});`)}`),
};

/** Programs that are deeper than people write, and than the stack is for most ways to read them. */
export const deep: Readonly<Record<string, string>> = {
  "a sum of 1,200": (shapes["a sum"] as (size: number) => string)(1200),
  "600 helpers that call the next one": (
    shapes["helpers that call the next one"] as (size: number) => string
  )(600),
  "600 makers that call the next one": (shapes["makers that call the next one"] as (size: number) => string)(
    600,
  ),
  "a chain of 500 members": (shapes["a chain of members"] as (size: number) => string)(500),
  "a chain of 400 ??": (shapes["a chain of ??"] as (size: number) => string)(400),
  "2,500 cases that fill one variable": (shapes["cases that fill one variable"] as (size: number) => string)(
    2500,
  ),
  "300 blocks in blocks": (shapes["blocks in blocks"] as (size: number) => string)(300),
  "100 closures in closures": (shapes["closures in closures"] as (size: number) => string)(100),
  "helpers that call each other in a circle": `${HEAD}${each(200, (i) => `function h${i}(r: R) { h${(i + 1) % 200}(r); r.read(); }`)}
export const x = () => { const y = open(); h0(y); };`,
  "import.defer":
    'export const later = import.defer("node:fs"); export const { url } = import.meta; new.target;',
};
