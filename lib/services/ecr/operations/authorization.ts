import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import type { GetAuthorizationTokenRequest, GetAuthorizationTokenResponse } from "../generated/types.js";
import { registryHost } from "../repositories.js";
import { SETTINGS } from "../settings.js";

const HALF_A_DAY = 43_200_000;
/** The password of every token, unless long ones are enabled. */
const DUMMY_PASSWORD = "password";
/** The approximate length of AWS's passwords. */
const LONG_PASSWORD_BYTES = 1_536;

/**
 * Returns a token that `docker login` accepts: base64 of `AWS:` and a password, which is not verified.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export function getAuthorizationToken(
  { registryIds }: GetAuthorizationTokenRequest,
  ctx: Context,
): GetAuthorizationTokenResponse {
  const expiresAt = new Date(ctx.now() + HALF_A_DAY);
  return {
    authorizationData: (registryIds ?? [ctx.account]).map((account) => ({
      authorizationToken: Buffer.from(`AWS:${password(ctx)}`).toString("base64"),
      expiresAt,
      proxyEndpoint: `https://${registryHost({ account, region: ctx.region })}`,
    })),
  };
}

function password(ctx: Context): string {
  if (!settingsOf(ctx, SETTINGS).longTokens) return DUMMY_PASSWORD;
  return Buffer.from(ctx.ids.bytes(LONG_PASSWORD_BYTES)).toString("base64");
}
