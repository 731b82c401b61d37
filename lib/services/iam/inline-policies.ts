import type { Context } from "../../runtime/context.js";
import { own } from "../../values/own.js";
import { encodedDocument, policySize } from "./documents.js";
import { inlinePoliciesTooLarge, inlinePolicyNotFound } from "./errors.js";
import { type IamPage, type PageRequest, pageOfList } from "./paging.js";
import { checkIdentityPolicy } from "./policy-grammar.js";
import { type PrincipalKind, savePrincipal } from "./principals.js";
import type { PrincipalRow } from "./state.js";

/** An inline policy as requests and responses have it. */
export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** @throws MalformedPolicyDocument, LimitExceeded */
export function putInlinePolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  row: Row,
  { PolicyName, PolicyDocument }: InlinePolicy,
): void {
  checkIdentityPolicy(PolicyDocument);
  const inlinePolicies = { ...row.inlinePolicies, [PolicyName]: PolicyDocument };
  const size = Object.values(inlinePolicies).reduce((sum, document) => sum + policySize(document), 0);
  if (size > kind.inlineSize) throw inlinePoliciesTooLarge(kind.noun, row.name, kind.inlineSize);
  savePrincipal(ctx, kind, { ...row, inlinePolicies });
}

/** @throws NoSuchEntity */
export function getInlinePolicy(
  { noun }: Pick<PrincipalKind, "noun">,
  { inlinePolicies }: PrincipalRow,
  policyName: string,
): InlinePolicy {
  const document = own(inlinePolicies, policyName);
  if (document === undefined) throw inlinePolicyNotFound(noun, policyName);
  return { PolicyName: policyName, PolicyDocument: encodedDocument(document) };
}

/** @throws NoSuchEntity */
export function deleteInlinePolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  row: Row,
  policyName: string,
): void {
  if (own(row.inlinePolicies, policyName) === undefined) throw inlinePolicyNotFound(kind.noun, policyName);
  const { [policyName]: _, ...inlinePolicies } = row.inlinePolicies;
  savePrincipal(ctx, kind, { ...row, inlinePolicies });
}

/** The names of the policies, in order. */
export function listInlinePolicies(
  { noun }: Pick<PrincipalKind, "noun">,
  { name, inlinePolicies }: PrincipalRow,
  request: PageRequest,
): IamPage<string> {
  return pageOfList(request, `${noun} policies of ${name}`, Object.keys(inlinePolicies).sort());
}
