/**
 * AWS Identity and Access Management, API version 2010-05-08.
 *
 * Simulated: roles, users with access keys, groups, managed policies with
 * their versions, inline policies, permissions boundaries, instance profiles,
 * service-linked roles, OpenID Connect providers, account aliases and tags.
 * IAM is global: an account has the same rows in every region. Requests that
 * are signed with an access key of a user come from that user.
 *
 * Not simulated: evaluation of policies, passwords, MFA, certificates, SAML,
 * reports, and the policy simulator. What a user could have of these is listed
 * as none, which is what clients ask before they delete a user.
 *
 * Differs on purpose: of AWS's own policies, only those that stacks of the
 * simulated services attach have documents, in outline; tests may add more.
 * Principals that a trust policy names need not exist. Everything holds at
 * once, where AWS takes seconds.
 */
import type { Handlers, ServiceDefinition } from "../../core/service.js";
import { IamControl } from "./control.js";
import { validationError } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { IamOperations } from "./generated/types.js";
import * as accessKeys from "./operations/access-keys.js";
import * as account from "./operations/account.js";
import * as boundaries from "./operations/boundaries.js";
import * as groupPolicies from "./operations/group-policies.js";
import * as groups from "./operations/groups.js";
import * as instanceProfiles from "./operations/instance-profiles.js";
import * as oidcProviders from "./operations/oidc-providers.js";
import * as policies from "./operations/policies.js";
import * as policyVersions from "./operations/policy-versions.js";
import * as rolePolicies from "./operations/role-policies.js";
import * as roles from "./operations/roles.js";
import * as serviceLinkedRoles from "./operations/service-linked-roles.js";
import * as userCredentials from "./operations/user-credentials.js";
import * as userPolicies from "./operations/user-policies.js";
import * as users from "./operations/users.js";
import { iamRoutes } from "./remote.js";

export const iam: ServiceDefinition<typeof facts, IamControl> = {
  identity: { name: "iam", signingName: "iam" },
  operationNames,
  wire: { queryVersion: "2010-05-08" },
  loadFacts: () => import("./generated/facts.js"),
  operations: {
    ...accessKeys,
    ...account,
    ...boundaries,
    ...groupPolicies,
    ...groups,
    ...instanceProfiles,
    ...oidcProviders,
    ...policies,
    ...policyVersions,
    ...rolePolicies,
    ...roles,
    ...serviceLinkedRoles,
    ...userCredentials,
    ...userPolicies,
    ...users,
  } satisfies Handlers<IamOperations>,
  validationError: (message) => validationError(message),
  delays: {},
  timers: {},
  control: (host) => new IamControl(host),
  remote: iamRoutes,
};
