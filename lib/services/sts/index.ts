/**
 * AWS Security Token Service, API version 2011-06-15.
 *
 * Simulated: GetCallerIdentity, AssumeRole, AssumeRoleWithWebIdentity,
 * GetSessionToken, GetFederationToken and GetAccessKeyInfo. Requests signed
 * with temporary credentials come from their session, in its account.
 *
 * Not simulated: SAML, AssumeRoot, DecodeAuthorizationMessage, delegated and
 * outbound web identity tokens (501). Policies are checked for being JSON and
 * never evaluated; MFA codes are not checked.
 *
 * Differs on purpose: every role exists and trusts everybody, with sessions of
 * up to twelve hours unless IAM has the role and says less. Expired credentials go on working, as a test that
 * advances the clock by days would expect of its own clients; with
 * `verifySignatures` they are refused.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { type StsSim, stsControl } from "./control.js";
import { validationError } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { StsOperations } from "./generated/types.js";
import * as stored from "./state.js";

export const sts: ServiceDefinition<typeof facts, StsSim> = {
  identity: { name: "sts", signingName: "sts" },
  operationNames,
  wire: { queryVersion: "2011-06-15" },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<StsOperations>> => import("./operations/index.js"),
  validationError: (message) => validationError(message),
  delays: {},
  state: stateIn(stored),
  timers: {},
  control: stsControl,
};
