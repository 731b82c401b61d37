import type { Context } from "../../../runtime/context.js";
import { evaluate, readReason } from "../interpreter/evaluation.js";
import type { FrameReference, Outcome } from "./outcomes.js";
import { openTurn } from "./turns.js";

/** Evaluates the JSONata of a frame's phase. Writes nothing. */
export async function evaluateFrame(
  ctx: Context,
  { execution, frame: number, serial }: FrameReference,
): Promise<Outcome> {
  const turn = openTurn(ctx, execution)?.turn;
  const frame = turn?.frame(number);
  if (!turn || frame?.serial !== serial) return [];
  try {
    return [{ kind: "evaluated", plan: await evaluate(turn, frame) }];
  } catch (error) {
    const reason = readReason(error);
    if (!reason) throw error;
    return [{ kind: "unevaluated", ...reason }];
  }
}
