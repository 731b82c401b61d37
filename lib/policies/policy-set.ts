import type { CompiledPolicy } from "./compiled-policy.js";
import type { Statement } from "./document.js";
import { type PlacedStatement, ResourceIndex } from "./resource-index.js";

/** A policy with its name in decisions. */
export interface AttachedPolicy {
  /**
   * The ARN of a managed policy, or the name of an inline policy and of its owner; empty for the policy of a
   * resource.
   */
  readonly name: string;
  /** Its text. */
  readonly document: string;
  readonly policy: CompiledPolicy;
}

/** Statements by their effects, and by their resources. */
export type ByEffect = Readonly<Record<Statement["Effect"], ResourceIndex>>;

/** Cache size: action names in simulations come from clients. */
const MOST_ACTIONS = 1000;

/** Policies of one type that are evaluated together, such as all that are attached to a user. */
export class PolicySet {
  private readonly statements: readonly PlacedStatement[];
  private readonly byAction = new Map<string, ByEffect>();

  constructor(readonly policies: readonly AttachedPolicy[]) {
    this.statements = policies
      .flatMap(({ name, policy }) => policy.statements.map((statement) => ({ policy: name, statement })))
      .map(({ policy, statement }, place) => ({ policy, statement, place }));
  }

  /** The statements for an action in lower case. */
  about(action: string): ByEffect {
    const known = this.byAction.get(action);
    if (known) return known;
    const found = this.statements.filter(({ statement }) => statement.isAboutAction(action));
    const byEffect = {
      Allow: new ResourceIndex(found.filter(({ statement }) => statement.effect === "Allow")),
      Deny: new ResourceIndex(found.filter(({ statement }) => statement.effect === "Deny")),
    };
    if (this.byAction.size < MOST_ACTIONS) this.byAction.set(action, byEffect);
    return byEffect;
  }
}

/** The set of a principal or resource without policies. */
export const NO_POLICIES: PolicySet = new PolicySet([]);
