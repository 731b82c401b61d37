import type { Context } from "../../runtime/context.js";
import { defineTable } from "../../runtime/store/store.js";
import { codeSigningConfigMissing, codeSigningOfImage } from "./errors/code.js";
import type { CodeSigningConfig } from "./generated/types.js";
import type { FunctionSettings } from "./state.js";

/** A code signing configuration. It is stored and returned; signatures are not verified. */
export interface CodeSigningRow {
  readonly config: CodeSigningConfig;
  readonly tags: Readonly<Record<string, string>>;
}

/** Code signing configurations, by ARN. */
export const CODE_SIGNING_CONFIGS = defineTable<CodeSigningRow>({
  name: "lambda.code-signing-configs",
  key: "arn",
});

/** @throws InvalidParameterValueException for images, CodeSigningConfigNotFoundException for an unknown ARN. */
export function checkCodeSigning(ctx: Context, arn: string, { PackageType }: FunctionSettings): void {
  if (PackageType === "Image") throw codeSigningOfImage();
  if (!ctx.table(CODE_SIGNING_CONFIGS).has(arn)) throw codeSigningConfigMissing(arn);
}
