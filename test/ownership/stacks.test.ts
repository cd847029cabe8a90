/** Disposable stacks: who disposes what is put there, and what becomes of the stack. */
import { testKinds } from "./kinds.js";

testKinds([
  {
    kind: "a stack that is lent, and moved on",
    accepted: [
      "(stack: DisposableStack) => stack.move()",
      "class Holder { #stack: DisposableStack; constructor(stack: DisposableStack) { this.#stack = stack.move(); } [Symbol.dispose]() { this.#stack.dispose(); } }",
      "(stack: AsyncDisposableStack) => { const own = stack.move(); return { [Symbol.asyncDispose]: () => own.disposeAsync() }; }",
      "(stack: DisposableStack) => { using own = stack.move(); own.use(Page.open()); }",
    ],
    refused: [
      ["(stack: DisposableStack) => { stack.move(); }", "not-bound"],
      ["(stack: DisposableStack) => { using own = stack.move(); stack.use(Page.open()); }", "use-after-move"],
    ],
  },
  {
    kind: "what a function puts into the stack of its caller",
    accepted: [
      "function make(stack: DisposableStack) { return stack.use(Page.open()); } () => { using stack = new DisposableStack(); const page = make(stack); page.use(); }",
      "function make(stack: DisposableStack) { return stack.use(File.open()); } () => { using stack = new DisposableStack(); const file = make(stack); show(file); }",
      "function make(stack: DisposableStack) { const page = stack.adopt(Page.open(), (page) => page.close()); page.use(); return page; } () => { using stack = new DisposableStack(); make(stack).use(); }",
      "class Holder { #stack = new DisposableStack(); make() { return this.#stack.use(Page.open()); } } (holder: Holder) => { const page = holder.make(); page.use(); }",
    ],
    refused: [
      [
        "function make(stack: DisposableStack) { return stack.use(File.open()); } () => { using stack = new DisposableStack(); using file = make(stack); show(file); }",
        "double-dispose",
      ],
      [
        "function make(stack: DisposableStack) { stack.use(Page.open()); return Page.open(); } () => { using stack = new DisposableStack(); const page = make(stack); page.use(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a stack that is disposed again",
    accepted: [
      "() => { const stack = new DisposableStack(); stack[Symbol.dispose](); stack[Symbol.dispose](); }",
      "async () => { const stack = new AsyncDisposableStack(); await stack[Symbol.asyncDispose](); await stack[Symbol.asyncDispose](); }",
      "() => { using stack = new DisposableStack(); stack.dispose(); stack[Symbol.dispose](); }",
      "() => { const stack = new DisposableStack(); const own = stack.move(); own.dispose(); stack[Symbol.dispose](); }",
    ],
    refused: [
      [
        "() => { const page = Page.open(); page[Symbol.dispose](); page[Symbol.dispose](); }",
        "double-dispose",
      ],
      [
        "() => { const stack = new DisposableStack(); const own = stack.move(); own.dispose(); stack.use(Page.open()); }",
        "use-after-move",
      ],
    ],
  },
]);
