import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { devicesInUse, isVirtual } from "../credentials/mfa-devices.js";
import { aliasExists, aliasNotFound } from "../errors.js";
import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  GetAccountSummaryResponse,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from "../generated/types.js";
import { GROUP, ROLE, USER } from "../principals.js";
import {
  ACCESS_KEYS_PER_USER,
  CERTIFICATES_PER_USER,
  GROUPS_PER_USER,
  MANAGED_POLICY_SIZE,
  SERVER_CERTIFICATES_PER_ACCOUNT,
} from "../quotas.js";
import {
  ALIASES,
  GROUPS,
  INSTANCE_PROFILES,
  OIDC_PROVIDERS,
  POLICIES,
  ROLES,
  SAML_PROVIDERS,
  SERVER_CERTIFICATES,
  USERS,
  VIRTUAL_DEVICES,
} from "../state.js";

/**
 * An account has one alias; a second one replaces it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
 */
export function createAccountAlias(input: CreateAccountAliasRequest, ctx: Context): object {
  if (ctx.table(ALIASES).get(ONLY_ROW) === input.AccountAlias) throw aliasExists(input.AccountAlias);
  ctx.table(ALIASES).put(ONLY_ROW, input.AccountAlias);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export function deleteAccountAlias(input: DeleteAccountAliasRequest, ctx: Context): object {
  if (ctx.table(ALIASES).get(ONLY_ROW) !== input.AccountAlias) throw aliasNotFound(input.AccountAlias);
  ctx.table(ALIASES).delete(ONLY_ROW);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export function listAccountAliases(
  _input: ListAccountAliasesRequest,
  ctx: Context,
): ListAccountAliasesResponse {
  return { AccountAliases: [...ctx.table(ALIASES).values()], IsTruncated: false };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export function getAccountSummary(_input: object, ctx: Context): GetAccountSummaryResponse {
  const policies = [...ctx.table(POLICIES).values()];
  const inUse = devicesInUse(ctx);
  const hardware = [...inUse.keys()].filter((serialNumber) => !isVirtual(serialNumber));
  return {
    SummaryMap: {
      AccessKeysPerUserQuota: ACCESS_KEYS_PER_USER,
      AccountAccessKeysPresent: 0,
      AccountMFAEnabled: 0,
      AccountPasswordPresent: 0,
      AccountSigningCertificatesPresent: 0,
      AssumeRolePolicySizeQuota: 2048,
      AttachedPoliciesPerGroupQuota: GROUP.attachments.most,
      AttachedPoliciesPerRoleQuota: ROLE.attachments.most,
      AttachedPoliciesPerUserQuota: USER.attachments.most,
      GlobalEndpointTokenVersion: 1,
      GroupPolicySizeQuota: GROUP.inlineSize,
      Groups: ctx.table(GROUPS).size,
      GroupsPerUserQuota: GROUPS_PER_USER,
      GroupsQuota: 300,
      InstanceProfiles: ctx.table(INSTANCE_PROFILES).size,
      InstanceProfilesQuota: 1000,
      MFADevices: ctx.table(VIRTUAL_DEVICES).size + hardware.length,
      MFADevicesInUse: inUse.size,
      Policies: policies.length,
      PoliciesQuota: 1500,
      PolicySizeQuota: MANAGED_POLICY_SIZE,
      PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
      PolicyVersionsInUseQuota: 10_000,
      Providers: ctx.table(OIDC_PROVIDERS).size + ctx.table(SAML_PROVIDERS).size,
      RolePolicySizeQuota: ROLE.inlineSize,
      Roles: ctx.table(ROLES).size,
      RolesQuota: 1000,
      ServerCertificates: ctx.table(SERVER_CERTIFICATES).size,
      ServerCertificatesQuota: SERVER_CERTIFICATES_PER_ACCOUNT,
      SigningCertificatesPerUserQuota: CERTIFICATES_PER_USER,
      UserPolicySizeQuota: USER.inlineSize,
      Users: ctx.table(USERS).size,
      UsersQuota: 5000,
      VersionsPerPolicyQuota: 5,
    },
  };
}
