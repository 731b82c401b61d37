import { PolicyCache } from "../policies/policy-cache.js";
import type { AttachedPolicy, PolicySet } from "../policies/policy-set.js";
import type { Caller } from "../runtime/caller.js";
import type { Ports } from "../runtime/ports/index.js";
import type { KnownResource } from "../runtime/ports/resources.js";
import type { AccountRegion } from "../runtime/scope.js";
import { key } from "../runtime/store/key.js";
import type { Store } from "../runtime/store/store.js";
import { type Arn, parseArn } from "../shared/arn.js";
import type { Decision } from "./decision.js";
import { type Denial, describeReason } from "./denial.js";
import { decide, type Question } from "./engine.js";
import type { AuthorizationMode } from "./modes.js";
import type { Principal } from "./principal.js";
import { type FederatedFacts, Principals } from "./principals.js";
import type { RequestFacts } from "./request-facts.js";
import { RequestValues } from "./request-values.js";
import type { Requirement } from "./requirement.js";
import { USES } from "./uses.js";

/** The origin of a permission decision. */
export interface Asker extends AccountRegion {
  readonly caller: Caller;
  readonly request: RequestFacts | undefined;
  now(): number;
}

/** A service that acts on its own behalf, for a resource. */
export interface ActingService {
  /** `s3.amazonaws.com` */
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

interface AuthorizerParts {
  readonly store: Store;
  /** Set when the simulator is created. */
  readonly ports: Ports;
}

type Tags = ReadonlyMap<string, string> | undefined;

/** Decides whether callers have permissions, and records the decisions. */
export class Authorizer {
  readonly principals: Principals;
  mode: AuthorizationMode;
  private readonly policies = new PolicyCache();

  constructor(
    private readonly initial: AuthorizationMode,
    private readonly parts: AuthorizerParts,
  ) {
    this.mode = initial;
    this.principals = new Principals(parts.ports, this.policies);
  }

  /** Whether permissions are decided, and perhaps enforced. */
  get decidesPermissions(): boolean {
    return this.mode !== "off";
  }

  /**
   * Decides all requirements of a request.
   *
   * @param tags of the request
   * @returns the first denial if permissions are enforced; `undefined` if the request may continue
   */
  denialOf(asker: Asker, requirements: readonly Requirement[], tags?: Tags): Denial | undefined {
    if (this.mode === "off") return undefined;
    const principal = this.principals.of(asker.caller, asker);
    const denial = this.firstDenial(principal, asker, requirements, tags);
    return this.mode === "enforce" ? denial : undefined;
  }

  /** As {@link denialOf}, for an action of a service on its own behalf. */
  denialOfService(
    { service, sourceArn, sourceAccount }: ActingService,
    asker: Asker,
    requirement: Requirement,
  ): Denial | undefined {
    if (this.mode === "off") return undefined;
    const principal = Principals.service(service, sourceArn, sourceAccount);
    return this.enforced(principal, asker, [requirement]);
  }

  /** As {@link denialOf}, for an action of a service in a role. */
  denialOfRole(roleArn: string, asker: Asker, requirements: readonly Requirement[]): Denial | undefined {
    if (this.mode === "off") return undefined;
    return this.enforced(this.principals.inRole(roleArn, asker), asker, requirements);
  }

  /** As {@link denialOf}, for a user of an identity provider, with the tags of its token or assertion. */
  denialOfFederated(
    facts: FederatedFacts,
    asker: Asker,
    requirements: readonly Requirement[],
    tags: Tags,
  ): Denial | undefined {
    if (this.mode === "off") return undefined;
    const denial = this.firstDenial(Principals.federated(facts), asker, requirements, tags);
    return this.mode === "enforce" ? denial : undefined;
  }

  private enforced(principal: Principal, asker: Asker, requirements: readonly Requirement[]) {
    const { account, region } = asker;
    const outside = { account, region, request: undefined, now: () => asker.now() };
    const denial = this.firstDenial(principal, outside, requirements, undefined);
    return this.mode === "enforce" ? denial : undefined;
  }

  /** Resets the mode to the option of the simulator. */
  reset(): void {
    this.mode = this.initial;
  }

  /** The engine's question for a requirement. */
  question(
    principal: Principal,
    asker: Omit<Asker, "caller">,
    requirement: Requirement,
    tags?: Tags,
  ): Question {
    const { action, resource, grant, block, trust } = requirement;
    const arn = parseArn(resource);
    const known = arn && this.resource(arn);
    const owner = requirement.owner ?? known?.owner ?? ownerIn(arn);
    const { region, request } = asker;
    const sources = {
      principal,
      requirement,
      resource: known,
      owner,
      region,
      now: asker.now(),
      request,
      tags,
    };
    return {
      principal,
      action,
      resource,
      owner,
      grant,
      block,
      values: new RequestValues(sources),
      // The policy of a role applies only to assuming it.
      resourcePolicy: trust || arn?.service !== "iam" ? this.policyOf(known) : undefined,
      resourcePolicyGrants: !requirement.deniesOnly,
      ...(trust && { requiresResourcePolicy: true, resourcePolicyType: "role trust policy" }),
    };
  }

  /** A compiled policy document. */
  compiled(name: string, document: string): AttachedPolicy {
    return { name, document, policy: this.policies.get(document) };
  }

  /** The facts about the resource of an ARN; `undefined` if no service has it. */
  private resource(arn: Arn): KnownResource | undefined {
    return this.parts.ports.resources?.get(arn.service)?.(arn);
  }

  private policyOf(known: KnownResource | undefined): PolicySet | undefined {
    const document = known?.policy;
    return document === undefined ? undefined : this.policies.ofResource(document);
  }

  private firstDenial(
    principal: Principal,
    asker: Omit<Asker, "caller">,
    requirements: readonly Requirement[],
    tags: Tags,
  ): Denial | undefined {
    const stops = this.mode === "enforce";
    let first: Denial | undefined;
    for (const requirement of requirements) {
      const { through } = requirement;
      const outside = through && this.firstDenial(principal, asker, [through], tags);
      if (outside && stops) return outside;
      const denial = this.denialOfOne(principal, asker, requirement, tags);
      if (denial && stops) return denial;
      // Where denials are only recorded, the request goes on, and all that it requires is used.
      first ??= outside ?? denial;
    }
    return first;
  }

  private denialOfOne(
    principal: Principal,
    asker: Omit<Asker, "caller">,
    requirement: Requirement,
    tags: Tags,
  ): Denial | undefined {
    const question = this.question(principal, asker, requirement, tags);
    const decision = decisionOf(question, requirement);
    this.note(asker, question, decision);
    return decision.allowed ? undefined : { principal, requirement, owner: question.owner, decision };
  }

  private note(
    asker: Omit<Asker, "caller">,
    question: Question,
    { allowed, reason, statement }: Decision,
  ): void {
    const { principal, action, resource } = question;
    const decision = allowed ? "allowed" : "denied";
    const name = principal.kind === "anonymous" ? "anonymous" : principal.arn;
    asker.request?.note({
      decision,
      action,
      resource,
      principal: name,
      reason: describeReason(reason),
      ...(statement && { statement }),
    });
    if ((principal.kind !== "user" && principal.kind !== "role") || reason.kind === "always") return;
    const user = principal.roleArn ?? principal.arn;
    const uses = this.parts.store.table(USES, { account: principal.account, region: asker.region });
    const id = key(user, action, resource);
    const done = allowed || this.mode === "audit";
    const known = uses.get(id);
    if (!known || (done && !known.done)) uses.put(id, { principal: user, action, resource, done });
  }
}

function decisionOf(question: Question, requirement: Requirement): Decision {
  if (isAlwaysAllowed(question, requirement)) return ALWAYS;
  const decision = decide(question);
  const { unlessDenied: reason } = requirement;
  return reason && decision.reason.kind === "implicit deny" ? { allowed: true, reason } : decision;
}

const ALWAYS: Decision = { allowed: true, reason: { kind: "always" } };

function isAlwaysAllowed({ principal, owner }: Question, { always, repair }: Requirement): boolean {
  return always === true || (repair === true && principal.kind === "root" && principal.account === owner);
}

/** The account in an ARN. Resources of AWS and those without an account belong to the caller. */
function ownerIn(arn: Arn | undefined): string | undefined {
  return arn && /^\d{12}$/.test(arn.account) ? arn.account : undefined;
}
