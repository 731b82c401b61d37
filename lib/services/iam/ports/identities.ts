import type { Context, ContextAt } from "../../../runtime/context.js";
import type {
  IdentityDirectory,
  NamedDocument,
  PrincipalPolicies,
} from "../../../runtime/ports/identities.js";
import { iamArn } from "../../../shared/arn.js";
import { newAccessKey } from "../access-keys.js";
import { policyOf } from "../policies.js";
import { readMetadata } from "../saml-metadata.js";
import {
  ACCESS_KEYS,
  type BoundedRow,
  GROUPS,
  keyOf,
  OIDC_PROVIDERS,
  type PrincipalRow,
  ROLES,
  SAML_PROVIDERS,
  USERS,
  type UserRow,
} from "../state.js";

/** Returns the policies of users and roles for permission decisions. */
export function identitiesPort(contextAt: ContextAt): IdentityDirectory {
  return {
    user(account, name) {
      const ctx = contextAt({ account });
      const row = named(ctx.table(USERS).get(keyOf(lastPart(name))), name);
      return row && describe(ctx, row, policiesOfUser(ctx, row));
    },
    role(account, name) {
      const ctx = contextAt({ account });
      const row = named(ctx.table(ROLES).get(keyOf(lastPart(name))), name);
      return row && { trustPolicy: row.trustPolicy, ...describe(ctx, row, policiesOf(ctx, row, "role")) };
    },
    oidcProvider(account, issuer) {
      const ctx = contextAt({ account });
      return ctx.table(OIDC_PROVIDERS).get(iamArn(ctx, `oidc-provider/${issuer}`));
    },
    samlProvider(account, arn) {
      const row = contextAt({ account }).table(SAML_PROVIDERS).get(arn);
      return row && { arn, issuers: readMetadata(row.metadata)?.entities ?? [] };
    },
    managedPolicy: (account, arn) => managedPolicy(contextAt({ account }), arn),
    accessKey(account, userName) {
      const ctx = contextAt({ account });
      const user = ctx.table(USERS).get(keyOf(userName));
      if (!user) return undefined;
      const known = [...ctx.table(ACCESS_KEYS).values()].find(
        (row) => row.account === account && row.user === keyOf(userName) && row.status === "Active",
      );
      const { accessKeyId, secretAccessKey } = known ?? newAccessKey(ctx, user.name);
      return { accessKeyId, secretAccessKey };
    },
  };
}

/** A row by its name; by its ARN only if the path also matches. */
function named<Row extends PrincipalRow>(row: Row | undefined, name: string): Row | undefined {
  return name.startsWith("arn:") && row?.arn !== name ? undefined : row;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function describe(ctx: Context, row: BoundedRow, policies: readonly NamedDocument[]): PrincipalPolicies {
  const { name, arn, id, tags, boundary } = row;
  const described = { name, arn, id, tags, policies };
  if (boundary === undefined) return described;
  // A boundary that no longer exists allows nothing.
  return { boundary: managedPolicy(ctx, boundary) ?? { name: boundary, document: "{}" }, ...described };
}

function policiesOfUser(ctx: Context, row: UserRow): NamedDocument[] {
  const own = policiesOf(ctx, row, "user");
  if (row.groups.length === 0) return own;
  const groups = row.groups.flatMap((group) => ctx.table(GROUPS).get(group) ?? []);
  return [...own, ...groups.flatMap((group) => policiesOf(ctx, group, "group"))];
}

/** The inline and attached policies of a role, user or group. */
export function policiesOf(ctx: Context, row: PrincipalRow, noun: string): NamedDocument[] {
  const found: NamedDocument[] = [];
  for (const [name, document] of Object.entries(row.inlinePolicies))
    found.push({ name: `inline policy ${name} of ${noun} ${row.name}`, document });
  for (const arn of row.attachedPolicies) {
    const policy = managedPolicy(ctx, arn);
    if (policy) found.push(policy);
  }
  return found;
}

function managedPolicy(ctx: Context, arn: string): NamedDocument | undefined {
  const row = policyOf(ctx, arn);
  const version = row?.versions.find(({ versionId }) => versionId === row.defaultVersionId);
  return version && { name: arn, document: version.document };
}
