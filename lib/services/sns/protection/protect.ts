import type { Context } from "../../../runtime/context.js";
import { type LocatedTopic, topicArn } from "../topics/lookup.js";
import { type Detection, detect } from "./identifiers.js";
import { type ProtectionPolicy, type ProtectionStatement, protectionPolicyOf } from "./policy.js";

/** A message to which a data protection policy is applied. */
export interface ProtectedMessage {
  readonly direction: "Inbound" | "Outbound";
  readonly message: string;
  readonly messageId: string;
  /** The ARN of the publisher or the subscriber. */
  readonly principal: string;
}

interface Finding {
  readonly name: string;
  readonly detections: readonly Detection[];
}

/** The text of a message after its topic's policy is applied; `undefined` if the policy denies it. */
export function protectedText(at: LocatedTopic, passing: ProtectedMessage): string | undefined {
  const { dataProtectionPolicy: document } = at.topic;
  if (document === undefined) return passing.message;
  const policy = protectionPolicyOf(document);
  let text = passing.message;
  for (const statement of policy.statements) {
    if (!concerns(statement, passing)) continue;
    const { operation } = statement;
    const findings = findingsOf(operation.kind === "Deidentify" ? text : passing.message, statement, policy);
    if (findings.length === 0) continue;
    if (operation.kind === "Deny") return undefined;
    if (operation.kind === "Audit") audit(at, passing, findings, operation);
    else text = withoutFindings(text, findings, operation.mask);
  }
  return text;
}

function concerns({ direction, principals }: ProtectionStatement, passing: ProtectedMessage): boolean {
  if (direction !== passing.direction) return false;
  // A session is treated as its role.
  const role = passing.principal.replace(/:sts:(.*:)assumed-role\/([^/]+)\/.*$/, ":iam:$1role/$2");
  return principals.some((arn) => arn === "*" || arn === passing.principal || arn === role);
}

function findingsOf(
  text: string,
  { identifiers }: ProtectionStatement,
  { custom }: ProtectionPolicy,
): Finding[] {
  return identifiers
    .map((name) => ({ name, detections: detect(text, name, custom) }))
    .filter(({ detections }) => detections.length > 0);
}

function withoutFindings(text: string, findings: readonly Finding[], mask: string): string {
  const detections = findings.flatMap((finding) => finding.detections).sort((a, b) => a.start - b.start);
  let result = "";
  let position = 0;
  for (const { start, end } of detections) {
    const from = Math.max(start, position);
    if (end <= from) continue;
    result += text.slice(position, from) + mask.repeat(end - from);
    position = end;
  }
  return result + text.slice(position);
}

/**
 * Writes the findings to the log group of a statement:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-operations.html
 */
function audit(
  { ctx, topic }: LocatedTopic,
  { messageId, principal }: ProtectedMessage,
  findings: readonly Finding[],
  { sampleRate, logGroup }: { readonly sampleRate: number; readonly logGroup: string | undefined },
): void {
  if (logGroup === undefined || !ctx.ports.logs?.hasGroup(topic, logGroup) || !isSampled(ctx, sampleRate))
    return;
  const timestamp = ctx.now();
  const message = JSON.stringify({
    messageId,
    auditTimestamp: new Date(timestamp).toISOString().replace(/\.\d+/, ""),
    callerPrincipal: principal,
    resourceArn: topicArn(ctx, topic),
    dataIdentifiers: findings.map(({ name, detections }) => ({ name, count: detections.length, detections })),
  });
  ctx.ports.logs.write(topic, logGroup, topic.id, [{ timestamp, message }]);
}

/** The maximum sample rate of a policy, 99 percent, is treated as 100 percent: a test needs each finding. */
function isSampled(ctx: Context, rate: number): boolean {
  return rate === 99 || ctx.ids.integer(100) < rate;
}
