import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { qualifiedArnOf } from "../arns.js";
import { otherRevision, versionReferenced } from "../errors/state-machines.js";
import type {
  DeleteStateMachineVersionInput,
  DeleteStateMachineVersionOutput,
  ListStateMachineVersionsInput,
  ListStateMachineVersionsOutput,
  PublishStateMachineVersionInput,
  PublishStateMachineVersionOutput,
} from "../generated/types.js";
import { requireActive, stateMachineOf, versionOf } from "../machines/lookup.js";
import { currentRevision, dropUnused } from "../machines/revisions.js";
import { publish } from "../machines/versions.js";
import { pageRows } from "../paging.js";
import { ALIASES } from "../state/aliases.js";
import { VERSIONS, versionKey } from "../state/versions.js";

/** The id of an unnamed revision in the error for another id. */
const UNNAMED_REVISION = "INITIAL";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
export function publishStateMachineVersion(
  { stateMachineArn: arn, revisionId, description }: PublishStateMachineVersionInput,
  ctx: Context,
): PublishStateMachineVersionOutput {
  const machine = stateMachineOf(ctx, arn);
  requireActive(machine, arn);
  const { shown } = currentRevision(ctx, machine);
  const current = shown ? machine.revisionId : UNNAMED_REVISION;
  if (revisionId !== undefined && revisionId !== current) throw otherRevision(revisionId, current);
  const { version, creationDate } = publish(ctx, machine, description);
  return { creationDate, stateMachineVersionArn: qualifiedArnOf(ctx, machine.name, version) };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html */
export function deleteStateMachineVersion(
  { stateMachineVersionArn: arn }: DeleteStateMachineVersionInput,
  ctx: Context,
): DeleteStateMachineVersionOutput {
  const row = versionOf(ctx, arn);
  if (!row) return {};
  const { stateMachine, version } = row;
  const aliases = [...withPrefix(ctx.table(ALIASES), keyPrefix(stateMachine))];
  const referring = aliases.filter(({ routes }) => routes.some((route) => route.version === version));
  if (referring.length > 0) throw versionReferenced(referring.map(({ name }) => name));
  ctx.table(VERSIONS).delete(versionKey(stateMachine, version));
  dropUnused(ctx, row);
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html */
export function listStateMachineVersions(
  { stateMachineArn: arn, ...request }: ListStateMachineVersionsInput,
  ctx: Context,
): ListStateMachineVersionsOutput {
  const { name } = stateMachineOf(ctx, arn);
  const listing = ["ListStateMachineVersions", name];
  const { items, next } = pageRows(request, listing, ctx.table(VERSIONS), { prefix: keyPrefix(name) });
  const stateMachineVersions = items.map(({ version, creationDate }) => ({
    stateMachineVersionArn: qualifiedArnOf(ctx, name, version),
    creationDate,
  }));
  return { stateMachineVersions, nextToken: next };
}
