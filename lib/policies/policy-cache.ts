import { CompiledPolicy } from "./compiled-policy.js";
import { many, type PolicyDocument } from "./document.js";
import { storedPolicy } from "./kinds/resource.js";
import { PolicySet } from "./policy-set.js";

const NO_POLICY: PolicyDocument = { Statement: [] };

/**
 * Cache size of each kind. An account has few policies; a test that creates many does not reuse the old ones.
 */
const MOST = 2000;

/** A policy document with its name in decisions. */
interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

interface KnownSet {
  readonly documents: readonly NamedDocument[];
  readonly set: PolicySet;
}

/** Compiles each policy once. */
export class PolicyCache {
  private readonly compiled = new Map<string, CompiledPolicy>();
  private readonly ofResources = new Map<string, PolicySet>();
  private readonly ofOwners = new Map<string, KnownSet>();

  /** The compiled policy of a document. An unreadable document allows and denies nothing. */
  get(text: string): CompiledPolicy {
    // Some services store documents without validation of their statements.
    return remembered(this.compiled, text, () => new CompiledPolicy(storedPolicy(text) ?? NO_POLICY));
  }

  /** The policies of a resource. */
  ofResource(documents: string | readonly string[]): PolicySet {
    const id = typeof documents === "string" ? documents : documents.join("\n");
    const policies = () =>
      many(documents).map((text) => ({ name: "", document: text, policy: this.get(text) }));
    return remembered(this.ofResources, id, () => new PolicySet(policies()));
  }

  /** The current policies of an owner: a user, a role, a session, or anything else with a unique name. */
  of(owner: string, documents: readonly NamedDocument[]): PolicySet {
    const known = this.ofOwners.get(owner);
    if (known && areSame(known.documents, documents)) return known.set;
    const policies = documents.map((one) => ({ ...one, policy: this.get(one.document) }));
    const set = new PolicySet(policies);
    this.ofOwners.delete(owner);
    return remembered(this.ofOwners, owner, () => ({ documents, set })).set;
  }
}

function remembered<Value>(known: Map<string, Value>, id: string, make: () => Value): Value {
  const found = known.get(id);
  if (found !== undefined) return found;
  const made = make();
  if (known.size >= MOST) known.clear();
  known.set(id, made);
  return made;
}

function areSame(some: readonly NamedDocument[], others: readonly NamedDocument[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, document }, i) => document === others[i]?.document && name === others[i]?.name)
  );
}
