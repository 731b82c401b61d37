import { useState } from "preact/hooks";
import { report, send } from "../api.js";
import { version } from "../live.js";
import { go } from "../navigation.js";
import { DetailsPanel } from "../parts/details-panel.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { textOf } from "./columns.js";
import { ExplainForm } from "./explain-form.js";
import { isRow, type Row } from "./types.js";

/** A statement that applies to a role, and the policy that it is of. */
interface Statement {
  readonly policy: string;
  readonly statement: unknown;
}

interface Role extends Row {
  readonly roleName: string;
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly attachedPolicies: readonly string[];
}

const COLUMNS: readonly Column<Role>[] = [
  { name: "Role", width: "minmax(100px, 1fr)", cell: (role) => nameOf(role) },
  { name: "Inline", width: "90px", cell: ({ inlinePolicies }) => Object.keys(inlinePolicies).length },
  { name: "Attached", width: "90px", cell: ({ attachedPolicies }) => attachedPolicies.length },
];

/** Roles, and all statements that the policies of the selected one have together. */
export function RolePolicies({ path: [selected] }: { readonly path: readonly string[] }) {
  const { value: roles = [], error } = useGet<readonly Role[]>("/state/iam/roles", version.value);
  const { value: policies = [] } = useGet<readonly Row[]>("/state/iam/policies", version.value);
  const role = roles.find((candidate) => nameOf(candidate) === selected);
  return (
    <div class={role ? "split" : "split single"}>
      <div class="panel">
        <VirtualTable
          label="Roles"
          columns={COLUMNS}
          rows={roles}
          keyOf={nameOf}
          selected={selected}
          onSelect={(_, key) => go("state", "iam", "Effective policies", key)}
          empty={error ?? "There are no roles."}
        />
      </div>
      {role && <Effective key={nameOf(role)} role={role} policies={policies} />}
    </div>
  );
}

function Effective({ role, policies }: { readonly role: Role; readonly policies: readonly Row[] }) {
  const { documents, load } = useDocuments(policies);
  const boundary = boundaryOf(role);
  const needed = [...role.attachedPolicies, ...(boundary === undefined ? [] : [boundary])];
  const unknown = needed.filter((arn) => !documents.has(arn));
  const statements: Statement[] = [
    ...Object.entries(role.inlinePolicies).flatMap(([name, document]) => statementsOf(name, document)),
    ...role.attachedPolicies.flatMap((arn) => statementsOf(arn, documents.get(arn) ?? "")),
  ];
  const limits = boundary === undefined ? [] : statementsOf(boundary, documents.get(boundary) ?? "");
  const { inlinePolicies: _, AssumeRolePolicyDocument: trust, ...rest } = role;
  const trusted = typeof trust === "string" ? statementsOf("Who may assume it", decoded(trust)) : [];
  return (
    <DetailsPanel title={nameOf(role)} onClose={() => go("state", "iam", "Effective policies")}>
      {!report && <ExplainForm principal={String(role.Arn)} />}
      {statements.length + unknown.length === 0 && <p class="muted">No policy allows this role anything.</p>}
      {statements.map(({ policy, statement }, index) => (
        <JsonView key={`${policy} ${index}`} label={policy} value={statement} />
      ))}
      {limits.map(({ policy, statement }, index) => (
        <JsonView
          key={`${policy} limit ${index}`}
          label={`Only within the boundary ${policy}`}
          value={statement}
        />
      ))}
      {!report &&
        unknown.map((arn) => (
          <button key={arn} type="button" onClick={() => load(arn)}>
            Load {arn.split("/").at(-1)}
          </button>
        ))}
      {trusted.map(({ policy, statement }, index) => (
        <JsonView key={`${policy} ${index}`} label={policy} value={statement} />
      ))}
      <JsonView label="Role" value={rest} />
    </DetailsPanel>
  );
}

/**
 * The documents of attached policies by ARN: those of the account are in its list; AWS's own come from operations of
 * IAM, which are called when a person asks for them, because they are requests of the timeline.
 */
function useDocuments(policies: readonly Row[]) {
  const [own, setOwn] = useState<ReadonlyMap<string, string>>(new Map());
  const listed = policies.map(
    (policy) => [String(policy.arn ?? policy.Arn), String(policy.document)] as const,
  );
  const load = (arn: string): void => {
    documentOf(arn).then(
      (document) => setOwn((known) => new Map([...known, [arn, document]])),
      () => {},
    );
  };
  return { documents: new Map([...listed, ...own]), load };
}

async function documentOf(arn: string): Promise<string> {
  const policy = await call("GetPolicy", { PolicyArn: arn });
  const id = isRow(policy.Policy) ? policy.Policy.DefaultVersionId : undefined;
  const version = await call("GetPolicyVersion", { PolicyArn: arn, VersionId: id });
  const document = isRow(version.PolicyVersion) ? version.PolicyVersion.Document : "";
  return decodeURIComponent(String(document));
}

async function call(operation: string, input: object): Promise<Row> {
  const outcome = await send("POST", "/inspector/calls", { service: "iam", operation, input });
  return isRow(outcome) && isRow(outcome.output) ? outcome.output : {};
}

function statementsOf(policy: string, document: string): Statement[] {
  if (document === "") return [];
  const parsed: unknown = JSON.parse(document);
  const statements: unknown = isRow(parsed) ? parsed.Statement : [];
  return (Array.isArray(statements) ? statements : [statements]).map((statement: unknown) => ({
    policy,
    statement,
  }));
}

/** IAM encodes the document in its answers. */
function decoded(document: string): string {
  return document.startsWith("%") ? decodeURIComponent(document) : document;
}

/** The ARN of the permissions boundary of a role, if it has one. */
function boundaryOf({ PermissionsBoundary: boundary }: Role): string | undefined {
  return isRow(boundary) ? textOf(boundary.PermissionsBoundaryArn) : undefined;
}

function nameOf(role: Row): string {
  return String(role.roleName ?? role.RoleName);
}
