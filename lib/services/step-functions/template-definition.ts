import { unknownName } from "../../text/suggestions.js";
import { isRecord } from "../../values/is-record.js";
import { own } from "../../values/own.js";

/** Options of {@link definitionFromTemplate}. */
export interface TemplateOptions {
  /**
   * The logical id of the state machine; optional if the template has only one. The prefix without CDK's
   * suffix is sufficient.
   */
  readonly logicalId?: string;
  /**
   * The values of `Ref` and `Fn::GetAtt` for other resources and parameters: `QueueA1B2C3` and
   * `QueueA1B2C3.Arn`. The region, account and partition have defaults.
   */
  readonly values?: Readonly<Record<string, string>>;
}

const DEFAULTS = {
  "AWS::Partition": "aws",
  "AWS::Region": "us-east-1",
  "AWS::AccountId": "123456789012",
  "AWS::URLSuffix": "amazonaws.com",
};

/**
 * Extracts the definition of a state machine from a CloudFormation template, such as those that `cdk synth`
 * writes to `cdk.out`: the string for CreateStateMachine, with references to other resources replaced.
 *
 * @param template parsed JSON.
 * @throws TypeError for a template without such a state machine, and for references without a value, naming
 * all of them.
 */
export function definitionFromTemplate(template: unknown, options: TemplateOptions = {}): string {
  const properties = propertiesOf(template, options.logicalId);
  const missing = new Set<string>();
  const values: Readonly<Record<string, string>> = { ...DEFAULTS, ...options.values };
  const lookUp = (name: string): string => {
    const value = own(values, name);
    if (value === undefined) missing.add(name);
    return value ?? "";
  };
  const written = own(properties, "DefinitionString") ?? own(properties, "Definition");
  const resolved = resolve(written, lookUp);
  const substitutions = own(properties, "DefinitionSubstitutions");
  const text = substitute(
    typeof resolved === "string" ? resolved : JSON.stringify(resolved),
    isRecord(substitutions) ? substitutions : {},
    lookUp,
  );
  if (missing.size === 0) return text;
  throw new TypeError(
    `The definition refers to ${[...missing].join(", ")}. Set a value for each in the option "values".`,
  );
}

function propertiesOf(template: unknown, logicalId: string | undefined): Readonly<Record<string, unknown>> {
  const resources = isRecord(template) ? own(template, "Resources") : undefined;
  if (!isRecord(resources)) throw new TypeError("The template has no Resources.");
  const machines = Object.entries(resources).filter(
    ([, resource]) => isRecord(resource) && own(resource, "Type") === "AWS::StepFunctions::StateMachine",
  );
  const ids = machines.map(([id]) => id);
  const chosen = machines.filter(([id]) => logicalId === undefined || id === logicalId);
  const found = chosen.length > 0 ? chosen : machines.filter(([id]) => id.startsWith(logicalId ?? ""));
  const [first, ...others] = found;
  if (first === undefined) throw unknownName("state machine in the template", logicalId ?? "", ids);
  if (others.length > 0)
    throw new TypeError(
      `The template has several state machines: ${ids.join(", ")}. Choose one with "logicalId".`,
    );
  const [, resource] = first;
  const properties = isRecord(resource) ? own(resource, "Properties") : undefined;
  return isRecord(properties) ? properties : {};
}

/** Evaluates CloudFormation's functions. */
function resolve(value: unknown, lookUp: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookUp));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (name === "Ref") return lookUp(String(argument));
  if (name === "Fn::GetAtt") return lookUp(Array.isArray(argument) ? argument.join(".") : String(argument));
  if (name === "Fn::Join" && Array.isArray(argument)) {
    const [separator, parts] = resolve(argument, lookUp) as [unknown, unknown];
    return Array.isArray(parts) ? parts.join(String(separator)) : parts;
  }
  if (name === "Fn::Sub") {
    const [text, local] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(String(text), isRecord(local) ? local : {}, lookUp);
  }
  return Object.fromEntries(entries.map(([member, item]) => [member, resolve(item, lookUp)]));
}

/** Replaces `${Name}`; `${!Name}` becomes a literal `${Name}`. */
function substitute(
  text: string,
  substitutions: Readonly<Record<string, unknown>>,
  lookUp: (name: string) => string,
): string {
  return text.replace(/\$\{(!?)([\w:.-]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== "") return `\${${name}}`;
    const given = own(substitutions, name);
    return given === undefined ? lookUp(name) : String(resolve(given, lookUp));
  });
}
