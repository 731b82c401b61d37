import { type CompiledCondition, compileConditions } from "./conditions.js";
import { many, type PolicyDocument, type Statement } from "./document.js";
import { actionTest, arnTest, headOf, type TextTest } from "./patterns.js";
import { type Naming, namingOf, type PrincipalNames } from "./principal-names.js";
import type { ConditionValues } from "./values.js";

/** A compiled statement. */
export class CompiledStatement {
  readonly effect: Statement["Effect"];
  /** Its `Sid`, or its number from 1. */
  readonly name: string;
  readonly conditions: readonly CompiledCondition[];
  /** The prefixes of the statement's resources; empty if any resource may match. */
  readonly resourceHeads: readonly string[];
  private readonly isAboutAll: boolean;
  private readonly actions: readonly ((action: string) => boolean)[];
  private readonly resources: readonly TextTest[];
  private readonly listsResources: "Resource" | "NotResource" | undefined;

  constructor(
    private readonly statement: Statement,
    index: number,
    hasVariables: boolean,
  ) {
    const { Effect, Sid, Action, NotAction, Resource, NotResource, Condition } = statement;
    this.effect = Effect;
    this.name = Sid || String(index + 1);
    this.actions = many(Action ?? NotAction).map(actionTest);
    this.resources = many(Resource ?? NotResource).map((pattern) => arnTest(pattern, hasVariables));
    if (Resource !== undefined) this.listsResources = "Resource";
    else if (NotResource !== undefined) this.listsResources = "NotResource";
    this.isAboutAll = many(Resource).includes("*");
    this.resourceHeads = Resource === undefined ? [""] : many(Resource).map(headOf);
    this.conditions = compileConditions(Condition, hasVariables);
  }

  /** @param action in lower case */
  isAboutAction(action: string): boolean {
    const isListed = this.actions.some((test) => test(action));
    return this.statement.Action === undefined ? !isListed : isListed;
  }

  /** Policies of a resource need not contain it. */
  isAboutResource(resource: string, values: ConditionValues): boolean {
    if (this.isAboutAll) return true;
    const { resources, listsResources } = this;
    for (let i = 0; i < resources.length; i++)
      if (resources[i]?.(resource, values)) return listsResources === "Resource";
    return listsResources !== "Resource";
  }

  /** The first condition that is not met. */
  failingCondition(values: ConditionValues): CompiledCondition | undefined {
    const { conditions } = this;
    for (let i = 0; i < conditions.length; i++)
      if (conditions[i]?.holds(values) === false) return conditions[i];
    return undefined;
  }

  /** How the statement of a resource-based policy names a principal. */
  naming(names: PrincipalNames): Naming | undefined {
    return namingOf(this.statement, names);
  }

  get hasNotPrincipal(): boolean {
    return this.statement.NotPrincipal !== undefined;
  }
}

/** A compiled policy document. */
export class CompiledPolicy {
  readonly statements: readonly CompiledStatement[];

  constructor(document: PolicyDocument) {
    // Policies without a version have the version 2008-10-17, which has no variables.
    const hasVariables = document.Version === "2012-10-17";
    this.statements = many(document.Statement).map(
      (statement, index) => new CompiledStatement(statement, index, hasVariables),
    );
  }
}
