/**
 * AWS Identity and Access Management, API version 2010-05-08.
 *
 * Simulated: roles, users with their credentials (access keys, passwords, MFA
 * devices, SSH keys, certificates, credentials of services), groups, managed
 * policies with their versions, inline policies, permissions boundaries,
 * instance profiles, service-linked roles, OpenID Connect and SAML providers,
 * server certificates, the password policy, account aliases, tags, and the
 * reports on all of these. IAM is global: an account has the same rows in
 * every region. Requests that are signed with an access key of a user come
 * from that user.
 *
 * Not simulated: evaluation of policies, and with it the policy simulator;
 * reports on last accessed services; root sessions and organizations.
 *
 * Differs on purpose: of AWS's own policies, only those that stacks of the
 * simulated services attach have documents, in outline; tests may add more.
 * Principals that a trust policy names need not exist. Everything holds at
 * once, where AWS takes seconds.
 */
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type IamSim, iamControl } from "./control.js";
import { constraintError } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { IamOperations } from "./generated/types.js";
import * as accessKeys from "./operations/access-keys.js";
import * as account from "./operations/account.js";
import * as accountDetails from "./operations/account-details.js";
import * as boundaries from "./operations/boundaries.js";
import * as credentialReport from "./operations/credential-report.js";
import * as groupPolicies from "./operations/group-policies.js";
import * as groups from "./operations/groups.js";
import * as instanceProfiles from "./operations/instance-profiles.js";
import * as loginProfiles from "./operations/login-profiles.js";
import * as mfaDevices from "./operations/mfa-devices.js";
import * as oidcProviders from "./operations/oidc-providers.js";
import * as passwordPolicy from "./operations/password-policy.js";
import * as policies from "./operations/policies.js";
import * as policyVersions from "./operations/policy-versions.js";
import * as rolePolicies from "./operations/role-policies.js";
import * as roles from "./operations/roles.js";
import * as samlProviders from "./operations/saml-providers.js";
import * as serverCertificates from "./operations/server-certificates.js";
import * as serviceLinkedRoles from "./operations/service-linked-roles.js";
import * as serviceSpecificCredentials from "./operations/service-specific-credentials.js";
import * as signingCertificates from "./operations/signing-certificates.js";
import * as sshPublicKeys from "./operations/ssh-public-keys.js";
import * as userPolicies from "./operations/user-policies.js";
import * as users from "./operations/users.js";
import * as virtualMfaDevices from "./operations/virtual-mfa-devices.js";

export const iam: ServiceDefinition<typeof facts, IamSim> = {
  identity: { name: "iam", signingName: "iam" },
  operationNames,
  wire: { queryVersion: "2010-05-08" },
  loadFacts: () => import("./generated/facts.js"),
  operations: {
    ...accessKeys,
    ...account,
    ...accountDetails,
    ...boundaries,
    ...credentialReport,
    ...groupPolicies,
    ...groups,
    ...instanceProfiles,
    ...loginProfiles,
    ...mfaDevices,
    ...oidcProviders,
    ...passwordPolicy,
    ...policies,
    ...policyVersions,
    ...rolePolicies,
    ...roles,
    ...samlProviders,
    ...serverCertificates,
    ...serviceLinkedRoles,
    ...serviceSpecificCredentials,
    ...signingCertificates,
    ...sshPublicKeys,
    ...userPolicies,
    ...users,
    ...virtualMfaDevices,
  } satisfies Handlers<IamOperations>,
  validationError: (message, first) => constraintError(message, first),
  delays: {},
  timers: {},
  control: iamControl,
};
