import { keysOf } from "../../authorization/requirement.js";
import {
  type AuthorizationTable,
  all,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { iamArn } from "../../shared/arn.js";
import { attaches, bounded, bounds } from "./condition-keys.js";
import type { IamOperations } from "./generated/types.js";
import { GROUPS, type IamRow, INSTANCE_PROFILES, keyOf, ROLES, SERVER_CERTIFICATES, USERS } from "./state.js";

/** The ARN of a resource with its path, which requires that the resource exists. */
function arnOf(ctx: Context, table: TableDefinition<IamRow>, type: string, name: string): string {
  return ctx.table(table).get(keyOf(name))?.arn ?? iamArn(ctx, `${type}/${name}`);
}

interface OfUser {
  readonly UserName?: string;
}
interface OfRole {
  readonly RoleName: string;
}
interface OfGroup {
  readonly GroupName: string;
}

/** Messages name existing resources by type and name. */
const shown = (kind: string, name: string) => ({ shown: `${kind} ${name}` });

const onRole = on<OfRole>(
  ({ RoleName }, ctx) => arnOf(ctx, ROLES, "role", RoleName),
  ({ RoleName }) => shown("role", RoleName),
);
/** Without a name, the operation applies to the caller. */
const onUser = on<OfUser>(
  ({ UserName }, ctx) => (UserName === undefined ? ctx.caller.arn : arnOf(ctx, USERS, "user", UserName)),
  ({ UserName }, ctx) => shown("user", UserName ?? ctx.caller.arn.slice(ctx.caller.arn.lastIndexOf("/") + 1)),
);
const onGroup = on<OfGroup>(
  ({ GroupName }, ctx) => arnOf(ctx, GROUPS, "group", GroupName),
  ({ GroupName }) => shown("group", GroupName),
);
const onPolicy = on<{ readonly PolicyArn: string }>(
  ({ PolicyArn }) => PolicyArn,
  ({ PolicyArn }) => shown("policy", PolicyArn),
);
const onProfile = on<{ readonly InstanceProfileName: string }>(
  ({ InstanceProfileName }, ctx) => arnOf(ctx, INSTANCE_PROFILES, "instance-profile", InstanceProfileName),
  ({ InstanceProfileName }) => shown("instance profile", InstanceProfileName),
);
const onCertificate = on<{ readonly ServerCertificateName: string }>(({ ServerCertificateName }, ctx) =>
  arnOf(ctx, SERVER_CERTIFICATES, "server-certificate", ServerCertificateName),
);
const onProvider = on<{ readonly OpenIDConnectProviderArn: string }>(
  ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
);
const onSamlProvider = on<{ readonly SAMLProviderArn: string }>(({ SAMLProviderArn }) => SAMLProviderArn);
const onDevice = on<{ readonly SerialNumber: string }>(({ SerialNumber }) => SerialNumber);

const withPath = (type: string, path: string | undefined, name: string) => `${type}${path ?? "/"}${name}`;
const onNewRole = on<OfRole & { readonly Path?: string }>(({ Path, RoleName }, ctx) =>
  iamArn(ctx, withPath("role", Path, RoleName)),
);
const onNewUser = on<{ readonly UserName: string; readonly Path?: string }>(({ Path, UserName }, ctx) =>
  iamArn(ctx, withPath("user", Path, UserName)),
);
const onNewGroup = on<OfGroup & { readonly Path?: string }>(({ Path, GroupName }, ctx) =>
  iamArn(ctx, withPath("group", Path, GroupName)),
);
const onNewPolicy = on<{ readonly PolicyName: string; readonly Path?: string }>(
  ({ Path, PolicyName }, ctx) => iamArn(ctx, withPath("policy", Path, PolicyName)),
  ({ PolicyName }) => shown("policy", PolicyName),
);
const onNewProvider = on<{ readonly Url: string }>(({ Url }, ctx) =>
  iamArn(ctx, `oidc-provider/${Url.replace(/^https:\/\//, "")}`),
);
const onNewDevice = on<{ readonly VirtualMFADeviceName: string; readonly Path?: string }>(
  ({ Path, VirtualMFADeviceName }, ctx) => iamArn(ctx, withPath("mfa", Path, VirtualMFADeviceName)),
);
const onLinkedRole = on<{ readonly AWSServiceName: string }>(
  ({ AWSServiceName }, ctx) => iamArn(ctx, `role/aws-service-role/${AWSServiceName}/*`),
  ({ AWSServiceName }) => ({ keys: keysOf({ "iam:AWSServiceName": AWSServiceName }) }),
);

const creates = (type: string) =>
  on<{ readonly Name: string }>(({ Name }, ctx) => iamArn(ctx, `${type}/${Name}`));

/** Listings apply to all resources of a path; policies for `*` also allow them. */
const listing = (type: string) =>
  on<{ readonly PathPrefix?: string }>(({ PathPrefix = "/" }, ctx) => iamArn(ctx, `${type}${PathPrefix}`));

const addsRole: OperationRule<OfRole & { readonly InstanceProfileName: string }> = all<
  OfRole & { readonly InstanceProfileName: string }
>(onProfile, ({ RoleName }, ctx) => passRole([arnOf(ctx, ROLES, "role", RoleName)], "ec2.amazonaws.com"));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const authorization = {
  addClientIDToOpenIDConnectProvider: onProvider,
  addRoleToInstanceProfile: addsRole,
  addUserToGroup: onGroup,
  attachGroupPolicy: attaches(onGroup),
  attachRolePolicy: attaches(bounded(onRole)),
  attachUserPolicy: attaches(bounded(onUser)),
  changePassword: (_input, ctx) => ({ resource: ctx.caller.arn }),
  createAccessKey: onUser,
  createAccountAlias: anywhere,
  createGroup: onNewGroup,
  createInstanceProfile: tagged(onProfile, "iam:TagInstanceProfile"),
  createLoginProfile: onUser,
  createOpenIDConnectProvider: tagged(onNewProvider, "iam:TagOpenIDConnectProvider"),
  createPolicy: tagged(onNewPolicy, "iam:TagPolicy"),
  createPolicyVersion: onPolicy,
  createRole: tagged(bounds(onNewRole), "iam:TagRole"),
  createSAMLProvider: tagged(creates("saml-provider"), "iam:TagSAMLProvider"),
  createServiceLinkedRole: onLinkedRole,
  createServiceSpecificCredential: onUser,
  createUser: tagged(bounds(onNewUser), "iam:TagUser"),
  createVirtualMFADevice: tagged(onNewDevice, "iam:TagMFADevice"),
  deactivateMFADevice: onUser,
  deleteAccessKey: onUser,
  deleteAccountAlias: anywhere,
  deleteAccountPasswordPolicy: anywhere,
  deleteGroup: onGroup,
  deleteGroupPolicy: onGroup,
  deleteInstanceProfile: onProfile,
  deleteLoginProfile: onUser,
  deleteOpenIDConnectProvider: onProvider,
  deletePolicy: onPolicy,
  deletePolicyVersion: onPolicy,
  deleteRole: onRole,
  deleteRolePermissionsBoundary: bounded(onRole),
  deleteRolePolicy: bounded(onRole),
  deleteSAMLProvider: onSamlProvider,
  deleteSSHPublicKey: onUser,
  deleteServerCertificate: onCertificate,
  deleteServiceLinkedRole: onRole,
  deleteServiceSpecificCredential: onUser,
  deleteSigningCertificate: onUser,
  deleteUser: onUser,
  deleteUserPermissionsBoundary: bounded(onUser),
  deleteUserPolicy: bounded(onUser),
  deleteVirtualMFADevice: onDevice,
  detachGroupPolicy: attaches(onGroup),
  detachRolePolicy: attaches(bounded(onRole)),
  detachUserPolicy: attaches(bounded(onUser)),
  enableMFADevice: onUser,
  generateCredentialReport: anywhere,
  getAccessKeyLastUsed: anywhere,
  getAccountAuthorizationDetails: anywhere,
  getAccountPasswordPolicy: anywhere,
  getAccountSummary: anywhere,
  getCredentialReport: anywhere,
  getGroup: onGroup,
  getGroupPolicy: onGroup,
  getInstanceProfile: onProfile,
  getLoginProfile: onUser,
  getMFADevice: anywhere,
  getOpenIDConnectProvider: onProvider,
  getPolicy: onPolicy,
  getPolicyVersion: onPolicy,
  getRole: onRole,
  getRolePolicy: onRole,
  getSAMLProvider: onSamlProvider,
  getSSHPublicKey: onUser,
  getServerCertificate: onCertificate,
  getServiceLinkedRoleDeletionStatus: anywhere,
  getUser: onUser,
  getUserPolicy: onUser,
  listAccessKeys: onUser,
  listAccountAliases: anywhere,
  listAttachedGroupPolicies: onGroup,
  listAttachedRolePolicies: onRole,
  listAttachedUserPolicies: onUser,
  listEntitiesForPolicy: onPolicy,
  listGroupPolicies: onGroup,
  listGroups: listing("group"),
  listGroupsForUser: onUser,
  listInstanceProfileTags: onProfile,
  listInstanceProfiles: listing("instance-profile"),
  listInstanceProfilesForRole: onRole,
  listMFADeviceTags: onDevice,
  listMFADevices: onUser,
  listOpenIDConnectProviderTags: onProvider,
  listOpenIDConnectProviders: anywhere,
  listPolicies: listing("policy"),
  listPolicyTags: onPolicy,
  listPolicyVersions: onPolicy,
  listRolePolicies: onRole,
  listRoleTags: onRole,
  listRoles: listing("role"),
  listSAMLProviderTags: onSamlProvider,
  listSAMLProviders: anywhere,
  listSSHPublicKeys: onUser,
  listServerCertificateTags: onCertificate,
  listServerCertificates: listing("server-certificate"),
  listServiceSpecificCredentials: onUser,
  listSigningCertificates: onUser,
  listUserPolicies: onUser,
  listUserTags: onUser,
  listUsers: listing("user"),
  listVirtualMFADevices: anywhere,
  putGroupPolicy: onGroup,
  putRolePermissionsBoundary: bounds(onRole),
  putRolePolicy: bounded(onRole),
  putUserPermissionsBoundary: bounds(onUser),
  putUserPolicy: bounded(onUser),
  removeClientIDFromOpenIDConnectProvider: onProvider,
  removeRoleFromInstanceProfile: onProfile,
  removeUserFromGroup: onGroup,
  resetServiceSpecificCredential: onUser,
  resyncMFADevice: onUser,
  setDefaultPolicyVersion: onPolicy,
  simulateCustomPolicy: anywhere,
  simulatePrincipalPolicy: (input) => ({ resource: input.PolicySourceArn }),
  tagInstanceProfile: onProfile,
  tagMFADevice: onDevice,
  tagOpenIDConnectProvider: onProvider,
  tagPolicy: onPolicy,
  tagRole: onRole,
  tagSAMLProvider: onSamlProvider,
  tagServerCertificate: onCertificate,
  tagUser: onUser,
  untagInstanceProfile: onProfile,
  untagMFADevice: onDevice,
  untagOpenIDConnectProvider: onProvider,
  untagPolicy: onPolicy,
  untagRole: onRole,
  untagSAMLProvider: onSamlProvider,
  untagServerCertificate: onCertificate,
  untagUser: onUser,
  updateAccessKey: onUser,
  updateAccountPasswordPolicy: anywhere,
  updateAssumeRolePolicy: onRole,
  updateGroup: onGroup,
  updateLoginProfile: onUser,
  updateOpenIDConnectProviderThumbprint: onProvider,
  updateRole: onRole,
  updateRoleDescription: onRole,
  updateSAMLProvider: onSamlProvider,
  updateSSHPublicKey: onUser,
  updateServerCertificate: onCertificate,
  updateServiceSpecificCredential: onUser,
  updateSigningCertificate: onUser,
  updateUser: onUser,
  uploadSSHPublicKey: onUser,
  uploadServerCertificate: tagged(onCertificate, "iam:TagServerCertificate"),
  uploadSigningCertificate: onUser,
} satisfies AuthorizationTable<IamOperations>;
