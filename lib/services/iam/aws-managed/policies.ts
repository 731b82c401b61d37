import { createHash } from "node:crypto";
import { partitionOf } from "../../../core/arn.js";
import type { Context } from "../../../core/context.js";
import { ADDED_MANAGED_POLICIES, keyOf, type PolicyRow } from "../state.js";
import { MANAGED_POLICIES, type ManagedPolicyFacts } from "./catalogue.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** When all of them were made: AWS's own dates differ. */
const MADE_AT = new Date("2015-02-06T18:40:58Z");

/** One of AWS's own policies, by name; `undefined` for those that the simulator does not know. */
export function awsManagedPolicy(ctx: Context, name: string): PolicyRow | undefined {
  const added = ctx.table(ADDED_MANAGED_POLICIES).get(keyOf(name));
  if (added) return added;
  const facts = MANAGED_POLICIES.find((candidate) => keyOf(candidate.name) === keyOf(name));
  return facts && rowOf(ctx, facts);
}

/** All of AWS's own policies that the simulator knows, by name. */
export function awsManagedPolicies(ctx: Context): PolicyRow[] {
  const added = [...ctx.table(ADDED_MANAGED_POLICIES).values()];
  const names = new Set(added.map(({ name }) => keyOf(name)));
  const known = MANAGED_POLICIES.filter(({ name }) => !names.has(keyOf(name)));
  return [...added, ...known.map((facts) => rowOf(ctx, facts))].sort((a, b) =>
    keyOf(a.name) < keyOf(b.name) ? -1 : 1,
  );
}

/** Adds one of AWS's own policies that the simulator does not know. */
export function addManagedPolicy(ctx: Context, name: string, path: string, document: string): void {
  ctx.table(ADDED_MANAGED_POLICIES).put(keyOf(name), managedRow(ctx, name, path, document));
}

function rowOf(ctx: Context, { name, path, actions }: ManagedPolicyFacts): PolicyRow {
  const Statement = [{ Effect: "Allow", Action: actions.length === 1 ? actions[0] : actions, Resource: "*" }];
  return managedRow(ctx, name, path, JSON.stringify({ Version: "2012-10-17", Statement }));
}

function managedRow(ctx: Context, name: string, path: string, document: string): PolicyRow {
  return {
    name,
    path,
    id: idOf(name),
    arn: `arn:${partitionOf(ctx.region)}:iam::aws:policy${path}${name}`,
    createdAt: MADE_AT,
    updatedAt: MADE_AT,
    tags: [],
    versions: [{ versionId: "v1", document, createdAt: MADE_AT }],
    defaultVersionId: "v1",
    nextVersion: 2,
  };
}

/** The same policy has the same id in every account and run. */
function idOf(name: string): string {
  const digest = createHash("sha256").update(name).digest();
  return `ANPA${Array.from(digest.subarray(0, 17), (byte) => BASE32.charAt(byte % 32)).join("")}`;
}
