/**
 * AWS Identity and Access Management, API version 2010-05-08.
 *
 * Simulated: roles, users with their credentials (access keys, passwords, MFA
 * devices, SSH keys, certificates, credentials of services), groups, managed
 * policies with their versions, inline policies, permissions boundaries,
 * instance profiles, service-linked roles, OpenID Connect and SAML providers,
 * server certificates, the password policy, account aliases, tags, and the
 * reports on all of these. IAM is global: an account has the same resources in
 * every region. Requests that are signed with an access key of a user come from
 * that user.
 *
 * Policies are evaluated with the option `authorization`, and by the policy
 * simulator.
 *
 * Not simulated: reports on last accessed services; root sessions and
 * organizations.
 *
 * Differs on purpose: all AWS managed policies exist, but only those that
 * stacks of the simulated services attach have documents, in outline; tests can
 * set the documents of others. Unless permissions are enforced, principals in a
 * trust policy do not have to exist. Changes are visible immediately, where AWS needs seconds.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { type IamSim, iamControl } from "./control.js";
import { constraintError, deniedError } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { IamOperations } from "./generated/types.js";
import * as stored from "./state.js";

export const iam: ServiceDefinition<typeof facts, IamSim> = {
  identity: { name: "iam", signingName: "iam" },
  operationNames,
  wire: { queryVersion: "2010-05-08" },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<IamOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError,
    validationError: (message, first) => constraintError(message, first),
  }),
  delays: () => ({}),
  state: () => stateIn(stored),
  timers: () => ({}),
  control: () => iamControl,
};
