import type { Context } from "../../../runtime/context.js";
import { applicationDisabled, endpointDisabled, noEndpointForTarget } from "../errors/messages.js";
import { APPLICATIONS, ENDPOINTS, type EndpointRow } from "../state/mobile.js";

/**
 * Finds an enabled endpoint by its ARN. @throws InvalidParameter, EndpointDisabled,
 * PlatformApplicationDisabled
 */
export function enabledEndpoint(ctx: Context, arn: string): EndpointRow {
  const endpoint = ctx.table(ENDPOINTS).get(arn);
  if (!endpoint) throw noEndpointForTarget();
  const application = ctx.table(APPLICATIONS).get(endpoint.application);
  if (application?.attributes.get("Enabled") === "false") throw applicationDisabled();
  if (endpoint.attributes.get("Enabled") === "false") throw endpointDisabled();
  return endpoint;
}
