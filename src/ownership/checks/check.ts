/** The rules: what is wrong with an act, at the point before it happens. */
import type { Act, ActOf } from "../acts.js";
import type ts from "typescript";
import type { Operand, Slot } from "../graph.js";
import * as say from "../messages.js";
import { noValues, Typestate } from "../state.js";
import { justMoved } from "../transfer.js";
import {
  checkAccess,
  checkEditable,
  checkReplaced,
  checkTogether,
  liveBorrower,
  passedWith,
} from "./borrows.js";
import { checkBound, checkLeft, checkOverwritten, checkStacked, checkUsing } from "./disposals.js";
import { checkEscape, checkOutlived, checkSources, isOutside } from "./escapes.js";
import { checkEnd, checkMove, checkOwned, checkPartOf } from "./moves.js";
import type { Point } from "./point.js";
import { checkSend, checkSuspended } from "./threads.js";
import { checkParts, checkUsable } from "./usable.js";

/** Reports what is wrong with an act. */
export function check(act: Act, at: Point): void {
  switch (act.kind) {
    case "claim":
      if (act.part && act.slot.member !== undefined) checkTaken(at, act.slot, act.node);
      return;
    case "capture":
      return checkCapture(at, act);
    case "bind":
      return checkBind(at, act);
    case "pick":
      if (act.operand.picked === undefined) checkParts(at, act.operand.slot, act.node);
      return;
    case "use":
      checkUsable(at, act.operand, act.node, { through: act.through });
      checkAccess(at, false, act.node, act.operand);
      return;
    case "pass":
      return checkPass(at, act);
    case "store":
      checkUsable(at, act.operand, act.node);
      if (act.takenBack !== true && isOutside(at, act.into)) checkEscape(at, act.operand, act.node, "stored");
      return;
    case "return":
      checkUsable(at, act.operand, act.node);
      checkEscape(at, act.operand, act.node, "returned");
      if (act.taker !== undefined) checkOwned(at, act.operand, act.node, act.taker);
      if (act.sources !== undefined) checkSources(at, act.operand, act.node, act.sources);
      return;
    case "yield":
      checkUsable(at, act.operand, act.node);
      return checkEscape(at, act.operand, act.node, "yielded");
    case "discard":
      if (act.operand.kind === "value" && act.operand.value.facts.pending)
        checkEscape(at, act.operand, act.node, "deferred");
      if (act.operand.kind !== "slot") return checkBound(at, act.operand, act.node, "discarded");
      checkUsable(at, act.operand, act.node, { through: true });
      checkAccess(at, false, act.node, act.operand);
      return;
    case "mismatch":
      return at.report(say.mismatched(act.node, act.name, act.asks, act.of, act.base));
    case "unused":
      return at.report(say.unused(act.node, act.name));
    case "suspend":
      return checkSuspended(at, act);
    case "drop":
      return checkDrop(at, act);
    case "create":
    case "caught":
    case "member":
    case "elsewhere":
    case "left":
      return;
  }
}

/** A part of an object is taken. */
function checkTaken(at: Point, slot: Slot, node: ts.Node): void {
  checkUsable(at, { kind: "slot", slot }, node, { through: true });
  checkPartOf(at, slot, node);
  for (const id of at.known.idsOf(slot)) {
    const life = liveBorrower(at, id, { exclusiveOnly: false, except: noValues, passed: noValues });
    const taker = `\`${slot.name}\` hands it over`;
    if (life !== undefined)
      at.report(say.movedWhileBorrowed(node, slot.name, at.known.value(id), life, taker));
  }
}

function checkCapture(at: Point, { value, once }: ActOf<"capture">): void {
  for (const { slot, effect, node } of value.captures ?? []) {
    const operand: Operand = { kind: "slot", slot };
    if (once && effect === "move") {
      checkMove(at, operand, node, "the closure captures it");
      continue;
    }
    const ids = at.known.state.slot(slot.id) ?? noValues;
    checkUsable(at, operand, node, { through: true, ids });
    if (effect === "exclusive" && !checkAccess(at, true, node, operand, { ids }))
      checkEditable(at, operand, node);
  }
}

function checkBind(at: Point, act: ActOf<"bind">): void {
  const { slot, operand, declares, using, place, node } = act;
  const { known } = at;
  const all = known.ids(operand);
  const moved = justMoved(known, all, place, node);
  const ids = all.filter((id) => !moved.includes(id));
  checkUsable(at, operand, node, { ids });
  if (!declares) {
    for (const id of known.state.slot(slot.id) ?? noValues) {
      if (ids.includes(id) || known.holders(id, slot).length > 0) continue;
      checkReplaced(at, slot, id, node);
      checkOverwritten(at, slot, id, node);
    }
  }
  if (using) checkUsing(at, act, ids);
  if (slot.binding === "outer" || slot.binding === "module")
    checkEscape(at, operand, node, "stored", { ids });
}

function checkPass(at: Point, act: ActOf<"pass">): void {
  const { pass, call } = act;
  const { operand, node, effect } = pass;
  checkTogether(at, act);
  if (pass.sendable) checkSend(at, pass);
  else if (pass.later) checkEscape(at, operand, node, "deferred");
  const passed = passedWith(at, pass, call.passes);
  switch (effect) {
    case "move":
      return checkMove(at, operand, node, pass.taker, { passed, said: pass.said });
    case "end":
      return checkEnd(at, pass, call.name);
    case "store":
      checkAccess(at, false, node, operand, { passed });
      checkUsable(at, operand, node);
      if (pass.stacked !== undefined) checkStacked(at, pass);
      else if (isOutside(at, pass.into)) checkEscape(at, operand, node, "stored");
      return;
    case "exclusive":
      checkUsable(at, operand, node);
      if (!checkAccess(at, true, node, operand, { passed }) && pass.said) checkEditable(at, operand, node);
      return;
    case "perhaps":
      checkUsable(at, operand, node);
      checkAccess(at, false, node, operand, { passed });
      return;
    case "shared":
      checkCalledOnce(at, act);
      checkUsable(at, operand, node);
      checkAccess(at, false, node, operand, { passed });
      if (operand.kind !== "slot") checkLent(at, act);
  }
}

/** What may be called once is lent to what may call it again; without annotations, few signatures say which. */
function checkCalledOnce(at: Point, { pass: { operand, node }, call }: ActOf<"pass">): void {
  if (operand.kind !== "slot" || !operand.slot.callsOnce) return;
  for (const id of at.known.ids(operand))
    at.report({
      ...say.lentCalledOnce(node, operand.slot.name, at.known.value(id), call.name),
      doubtful: true,
    });
}

/** Nothing can dispose a value that was made only to be lent. */
function checkLent(at: Point, { pass }: ActOf<"pass">): void {
  const { known } = at;
  const isExplicit = known.ids(pass.operand).some((id) => known.value(id).facts.strict || pass.said);
  if (isExplicit) checkBound(at, pass.operand, pass.node, "lent");
  else if (pass.opaque) checkBound(at, pass.operand, pass.node, "lent", true);
}

function checkDrop(at: Point, act: ActOf<"drop">): void {
  const { known } = at;
  for (const id of known.state.slot(act.slot.id) ?? noValues) {
    const held = known.held(id);
    if (held === undefined) continue;
    checkLeft(at, id, act);
    if (act.slot.binding === "using" && (held.typestates & Typestate.bound) !== 0)
      checkOutlived(at, act.slot, id, act.leave.slots);
  }
}
