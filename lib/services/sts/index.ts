/**
 * AWS Security Token Service, API version 2011-06-15.
 *
 * Simulated: GetCallerIdentity, AssumeRole, AssumeRoleWithSAML,
 * AssumeRoleWithWebIdentity, GetSessionToken, GetFederationToken and
 * GetAccessKeyInfo. Requests that are signed with temporary credentials come
 * from their session, in its account.
 *
 * Not simulated: AssumeRoot, DecodeAuthorizationMessage, delegated and
 * outbound web identity tokens (501). MFA codes are not verified. Signatures
 * of SAML responses and of web identity tokens are not verified; encrypted
 * SAML assertions are rejected.
 *
 * Differs on purpose: unless the option `authorization` is `"enforce"`, every
 * role exists and trusts everybody. Sessions last up
 * to twelve hours, unless IAM has the role with a lower maximum. Expired
 * credentials still work, so that clients of a test keep working when it
 * advances the clock by days; with `verifySignatures` they are rejected.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { type StsSim, stsControl } from "./control.js";
import { accessDenied, validationError } from "./errors.js";
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
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError: accessDenied,
    validationError: (message) => validationError(message),
  }),
  delays: () => ({}),
  state: () => stateIn(stored),
  timers: () => ({}),
  control: () => stsControl,
};
