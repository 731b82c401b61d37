import { parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { formatArn } from "../../../shared/arn.js";
import { partitionOf } from "../../../shared/partitions.js";
import type { ArchiveRow } from "../state/archives.js";
import { RULES, type RuleRow, ruleKey } from "../state/rules.js";

const ARCHIVER = "prod.vhs.events.aws.internal";

export function archiveArn(ctx: Context, name: string): string {
  return ctx.arn(`archive/${name}`);
}

/** Creates the managed rule that sends the events of a bus to an archive, except for replayed events. */
export function putManagedRule(ctx: Context, { name, bus, pattern }: ArchiveRow): void {
  const rule: RuleRow = {
    bus,
    name: managedRuleOf(name),
    description: "",
    pattern: JSON.stringify({ ...parsedObject(pattern ?? "{}"), "replay-name": [{ exists: false }] }),
    state: "ENABLED",
    managedBy: ARCHIVER,
    archive: name,
    targets: [
      {
        Id: managedRuleOf(name),
        Arn: formatArn({
          partition: partitionOf(ctx.region),
          service: "events",
          region: ctx.region,
          account: "",
          resource: ":",
        }),
        InputTransformer: { InputPathsMap: {}, InputTemplate: templateOf(archiveArn(ctx, name)) },
      },
    ],
    tags: [],
  };
  ctx.table(RULES).put(ruleKey(rule), rule);
}

export function removeManagedRule(ctx: Context, { name, bus }: ArchiveRow): void {
  ctx.table(RULES).delete(ruleKey({ bus, name: managedRuleOf(name) }));
}

function managedRuleOf(archive: string): string {
  return `Events-Archive-${archive}`;
}

function templateOf(arn: string): string {
  return `{"archive-arn": "${arn}", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}`;
}
