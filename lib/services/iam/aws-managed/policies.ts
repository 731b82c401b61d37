import { createHash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { ADDED_MANAGED_POLICIES, keyOf, type PolicyRow } from "../state.js";
import { allManagedPolicies, type ManagedPolicyFacts, managedPolicyFacts } from "./catalogue.js";
import { OUTLINES } from "./outlines.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The date of policies that a test adds. */
const ADDED_AT = new Date("2015-02-06T18:40:58Z");

/** Marks documents that are not included. No service has this prefix, so it allows nothing. */
const NO_DOCUMENT = ["aws-sim:DocumentNotIncluded"];

/** An AWS managed policy by name; `undefined` if AWS has no such policy and no test has added one. */
export function awsManagedPolicy(ctx: Context, name: string): PolicyRow | undefined {
  const added = ctx.table(ADDED_MANAGED_POLICIES).get(keyOf(name));
  if (added) return { ...added, arn: arnOf(ctx, added) };
  const facts = managedPolicyFacts(name);
  return facts && rowOf(ctx, facts);
}

/** All AWS managed policies, by name. */
export function awsManagedPolicies(ctx: Context): PolicyRow[] {
  const added = Array.from(ctx.table(ADDED_MANAGED_POLICIES).values(), (row) => ({
    ...row,
    arn: arnOf(ctx, row),
  }));
  const names = new Set(added.map(({ name }) => keyOf(name)));
  const known = allManagedPolicies().filter(({ name }) => !names.has(keyOf(name)));
  return [...added, ...known.map((facts) => rowOf(ctx, facts))].sort((a, b) =>
    keyOf(a.name) < keyOf(b.name) ? -1 : 1,
  );
}

/** Adds or replaces an AWS managed policy. */
export function addManagedPolicy(ctx: Context, name: string, path: string, document: string): void {
  const facts = { name, path, defaultVersionId: "v1", createdAt: ADDED_AT, updatedAt: ADDED_AT };
  ctx.table(ADDED_MANAGED_POLICIES).put(keyOf(name), managedRow(ctx, facts, document));
}

function rowOf(ctx: Context, facts: ManagedPolicyFacts): PolicyRow {
  const actions = OUTLINES.get(facts.name) ?? NO_DOCUMENT;
  const Statement = [{ Effect: "Allow", Action: actions.length === 1 ? actions[0] : actions, Resource: "*" }];
  return managedRow(ctx, facts, JSON.stringify({ Version: "2012-10-17", Statement }));
}

function managedRow(ctx: Context, facts: ManagedPolicyFacts, document: string): PolicyRow {
  const { name, defaultVersionId, updatedAt } = facts;
  return {
    ...facts,
    id: idOf(name),
    arn: arnOf(ctx, facts),
    tags: [],
    versions: [{ versionId: defaultVersionId, document, createdAt: updatedAt }],
    nextVersion: Number(defaultVersionId.slice(1)) + 1,
  };
}

/** An AWS managed policy has an ARN in each partition. */
function arnOf({ region }: Context, { name, path }: Pick<PolicyRow, "name" | "path">): string {
  return iamArn({ account: "aws", region }, `policy${path}${name}`);
}

/**
 * The same policy has the same id in every account and run. Public lists do not have AWS's ids, so ids are
 * derived from the names.
 */
function idOf(name: string): string {
  const digest = createHash("sha256").update(name).digest();
  return `ANPA${Array.from(digest.subarray(0, 17), (byte) => BASE32.charAt(byte % 32)).join("")}`;
}
