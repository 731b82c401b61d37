import type { Context } from "../../runtime/context.js";
import { own } from "../../values/own.js";
import { encodedDocument, policySize } from "./documents.js";
import { inlinePoliciesTooLarge, inlinePolicyNotFound } from "./errors.js";
import { type IamPage, type PageRequest, pageOfList } from "./paging.js";
import { checkIdentityPolicy } from "./policy-grammar.js";
import { findPrincipal, type PrincipalKind, savePrincipal } from "./principals.js";
import type { PrincipalRow } from "./state.js";

/** What the requests about an inline policy say. */
interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** @throws NoSuchEntity, MalformedPolicyDocument, LimitExceeded */
export function putInlinePolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  { PolicyName, PolicyDocument }: InlinePolicy,
): void {
  const row = findPrincipal(ctx, kind, name);
  checkIdentityPolicy(PolicyDocument);
  const inlinePolicies = { ...row.inlinePolicies, [PolicyName]: PolicyDocument };
  const size = Object.values(inlinePolicies).reduce((sum, document) => sum + policySize(document), 0);
  if (size > kind.inlineSize) throw inlinePoliciesTooLarge(kind.noun, row.name, kind.inlineSize);
  savePrincipal(ctx, kind, { ...row, inlinePolicies });
}

/** The policy as answers show it. @throws NoSuchEntity */
export function getInlinePolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  policyName: string,
): InlinePolicy {
  const document = own(findPrincipal(ctx, kind, name).inlinePolicies, policyName);
  if (document === undefined) throw inlinePolicyNotFound(kind.noun, policyName);
  return { PolicyName: policyName, PolicyDocument: encodedDocument(document) };
}

/** @throws NoSuchEntity */
export function deleteInlinePolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  policyName: string,
): void {
  const row = findPrincipal(ctx, kind, name);
  if (own(row.inlinePolicies, policyName) === undefined) throw inlinePolicyNotFound(kind.noun, policyName);
  const { [policyName]: _, ...inlinePolicies } = row.inlinePolicies;
  savePrincipal(ctx, kind, { ...row, inlinePolicies });
}

/** The names of the policies, in order. @throws NoSuchEntity */
export function listInlinePolicies<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  request: PageRequest,
): IamPage<string> {
  const names = Object.keys(findPrincipal(ctx, kind, name).inlinePolicies).sort();
  return pageOfList(request, `${kind.noun} policies of ${name}`, names);
}
