import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import type { MapState } from "../definition/types.js";
import { ItemScope, scopeOf } from "../interpreter/context-object.js";
import { type Reason, readReason } from "../interpreter/evaluation.js";
import type { Frame } from "../interpreter/frame.js";
import { jsonata } from "../interpreter/phases/jsonata.js";
import { jsonPath } from "../interpreter/phases/jsonpath.js";
import type { MapRunPlan } from "../interpreter/phases/plan.js";
import type { Turn } from "../interpreter/turn.js";
import { batchesOf, type ChildInput } from "../item-readers/batches.js";
import { jsonItems } from "../item-readers/items.js";
import type { FrameReference } from "../running/outcomes.js";
import { openTurn } from "../running/turns.js";
import { itemReaderFailed } from "./failures.js";
import { type ReadItems, readItems } from "./reader.js";

/** The prepared inputs of a map run. */
export type PreparedInputs = { readonly inputs: readonly ChildInput[] } | { readonly failure: Reason };

/** Reads, selects and groups the items of a distributed Map state. Writes nothing. */
export async function prepareInputs(ctx: Context, reference: FrameReference): Promise<PreparedInputs> {
  const open = openTurn(ctx, reference.execution);
  const frame = open?.turn.frame(reference.frame);
  if (!open || frame?.serial !== reference.serial || frame.activity.kind !== "map-run") return { inputs: [] };
  const { turn, revision } = open;
  const { plan } = frame.activity;
  const state = turn.stateOf(frame);
  if (state.type !== "Map") return { inputs: [] };
  const { executionArn } = turn.world;
  const call = { ctx, executionArn, executionName: turn.execution.name, roleArn: revision.roleArn };
  try {
    const reader = state.distributed?.itemReader;
    const read = reader
      ? await readItems(call, reader, plan.reader)
      : { items: itemsOfPlan(state, plan), source: "STATE_DATA" };
    const selected = await select(turn, frame, state, limited(read, plan));
    return { inputs: state.distributed?.itemBatcher ? batchesOf(selected, plan) : selected.map(single) };
  } catch (error) {
    const failure = readReason(error);
    if (!failure) throw error;
    return { failure };
  }
}

function itemsOfPlan(state: MapState, { items = [] }: MapRunPlan) {
  // The members of an object are already pairs.
  return state.queryLanguage === "JSONata" ? items.map((value) => ({ value })) : jsonItems(items);
}

function limited({ items, source }: ReadItems, { maxItems }: MapRunPlan): ReadItems {
  if (maxItems === undefined) return { items, source };
  if (maxItems <= 0) throw itemReaderFailed("field MaxItems must be positive");
  return { items: items.slice(0, maxItems), source };
}

async function select(
  turn: Turn,
  frame: Frame,
  state: MapState,
  { items, source }: ReadItems,
): Promise<readonly Json[]> {
  if (!state.itemSelector) return items.map(({ value }) => value);
  const phases = state.queryLanguage === "JSONata" ? jsonata : jsonPath;
  const scope = scopeOf(turn, frame);
  const selected: Json[] = [];
  for (const [index, { key, value }] of items.entries()) {
    const item = { Index: index, Value: value, ...(key !== undefined && { Key: key }), Source: source };
    selected.push((await phases.item(state, new ItemScope(scope, item), value)).input);
  }
  return selected;
}

function single(item: Json): ChildInput {
  return { input: JSON.stringify(item), items: 1 };
}
