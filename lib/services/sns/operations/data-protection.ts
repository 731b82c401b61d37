import type { Context } from "../../../runtime/context.js";
import type {
  GetDataProtectionPolicyInput,
  GetDataProtectionPolicyResponse,
  PutDataProtectionPolicyInput,
} from "../generated/types.js";
import { readDataProtectionPolicy } from "../protection/policy.js";
import { TOPICS } from "../state/topics.js";
import { existingTopic } from "../topics/lookup.js";

export function putDataProtectionPolicy(input: PutDataProtectionPolicyInput, ctx: Context): object {
  const { ctx: there, topic } = existingTopic(ctx, input.ResourceArn, "ResourceArn");
  const { DataProtectionPolicy: text } = input;
  const dataProtectionPolicy = text === "" ? undefined : readDataProtectionPolicy(text);
  there.table(TOPICS).put(topic.name, { ...topic, dataProtectionPolicy });
  return {};
}

export function getDataProtectionPolicy(
  input: GetDataProtectionPolicyInput,
  ctx: Context,
): GetDataProtectionPolicyResponse {
  const { dataProtectionPolicy: DataProtectionPolicy } = existingTopic(
    ctx,
    input.ResourceArn,
    "ResourceArn",
  ).topic;
  return DataProtectionPolicy === undefined ? {} : { DataProtectionPolicy };
}
