import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { BUCKETS } from "../state/buckets.js";

/**
 * Returns the policies of access points, and the owners and policies of buckets, whose ARNs have no account,
 * for permission decisions.
 */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return (arn) => {
    const { account, region, resource } = arn;
    const [, accessPoint] = /^accesspoint\/([^/]+)/.exec(resource) ?? [];
    if (accessPoint !== undefined) {
      const point = contextAt({}).ports.accessPoints?.named({ account, region }, accessPoint);
      return point && { owner: point.account, policy: point.policy };
    }
    const slash = resource.indexOf("/");
    const bucket = contextAt({})
      .table(BUCKETS)
      .get(slash < 0 ? resource : resource.slice(0, slash));
    return bucket && { owner: bucket.owner, policy: bucket.configuration.policy };
  };
}
