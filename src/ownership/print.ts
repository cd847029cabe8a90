/** A graph as text, for tests and for those who change the lowering: a block a paragraph, an instruction a line. */
import type { Block, Graph, Instruction, Operand, Refinement, Slot, Value } from "./graph.js";

/** A graph as text. */
export function printGraph(graph: Graph): string {
  return graph.blocks
    .filter((block) => block === graph.entry || isReached(graph, block))
    .map(printBlock)
    .join("\n");
}

function isReached(graph: Graph, block: Block): boolean {
  return graph.blocks.some(
    ({ next, instructions }) =>
      next.some(({ to }) => to === block) ||
      instructions.some((step) => step.kind === "throws" && step.handler === block),
  );
}

function printBlock(block: Block): string {
  const steps = block.instructions.map((step) => `  ${printInstruction(step)}`);
  const next = block.next.map(({ to, refine }) => {
    return `b${to.id}${refine === undefined ? "" : ` if ${printRefinement(refine)}`}`;
  });
  return [`b${block.id}:`, ...steps, `  -> ${next.join(", ") || "end"}`].join("\n");
}

function printRefinement(refine: Refinement): string {
  return "flag" in refine
    ? `${refine.flag.name} is ${String(refine.is)}`
    : `${refine.slot.name} is ${refine.absent ? "absent" : "there"}`;
}

/** One instruction as text. */
function printInstruction(step: Instruction): string {
  switch (step.kind) {
    case "create": {
      const loans = step.value.loans.map(
        ({ from, exclusive }) => `${exclusive ? "exclusively " : ""}${printOperand(from)}`,
      );
      const borrows = loans.length === 0 ? "" : ` borrowing ${loans.join(", ")}`;
      return `${printValue(step.value)} = ${step.as} ${brief(step.value)}${borrows}`;
    }
    case "claim":
      return `${printValue(step.value)} = ${step.part ? "take" : "claim"} ${printSlot(step.slot)}`;
    case "member":
      return `${printValue(step.value)} = member of ${printOperand(step.of)}`;
    case "capture": {
      const captures = (step.value.captures ?? []).map(({ slot, effect }) => `${effect} ${printSlot(slot)}`);
      return `${printValue(step.value)} = ${step.once ? "once " : ""}closure (${captures.join(", ")})`;
    }
    case "bind": {
      const how = step.using ? "using " : step.declares ? "declare " : "";
      const place = step.place === undefined ? "" : `, moved there as ${printValue(step.place.value)}`;
      return `${how}${printSlot(step.slot)} = ${printOperand(step.operand)}${place}`;
    }
    case "pick":
      return `pick ${printOperand(step.operand)} into ${printSlot(step.into)}`;
    case "elsewhere":
      return `elsewhere ${printOperand(step.operand)}`;
    case "use":
      return `use ${step.through ? "through " : ""}${printOperand(step.operand)}`;
    case "call": {
      const passes = step.passes.map(
        ({ effect, operand, later }) => `${later ? "later " : ""}${effect} ${printOperand(operand)}`,
      );
      return `call ${step.name}(${passes.join(", ")})`;
    }
    case "store": {
      const into = step.into === undefined ? "outside" : printOperand(step.into);
      return `store ${printOperand(step.operand)} into ${into}${step.takenBack === true ? ", taken back" : ""}`;
    }
    case "return":
      return `return ${printOperand(step.operand)}${step.taker === undefined ? "" : " to its new owner"}`;
    case "yield":
      return `yield ${printOperand(step.operand)}`;
    case "discard":
      return `discard ${printOperand(step.operand)}`;
    case "mismatch":
      return `mismatch ${step.name} asks for ${step.asks}`;
    case "unused":
      return `unused ${step.name}`;
    case "suspend":
      return step.word;
    case "flag":
      return `${step.flag.name} is ${String(step.is)}`;
    case "caught":
      return "caught";
    case "throws":
      return `may throw to b${step.handler.id}`;
    case "leave":
      return `leave ${step.slots.map(printSlot).join(", ")} (${step.how})`;
  }
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case "none":
      return "nothing";
    case "slot":
      return printSlot(operand.picked ?? operand.slot);
    case "value":
      return printValue(operand.value);
    case "group":
      return `one of (${operand.of.map(printOperand).join(", ")})`;
  }
}

function printSlot({ name, id, binding }: Slot): string {
  return binding === "temporary" ? `t${id}` : name;
}

function printValue({ id }: Value): string {
  return `%${id}`;
}

function brief({ node }: Value): string {
  const text = node.getText().replace(/\s+/g, " ");
  return `\`${text.length > 30 ? `${text.slice(0, 27)}...` : text}\``;
}
