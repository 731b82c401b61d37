import type { Context } from "../../../runtime/context.js";
import { longId, thisSecond } from "../arns.js";
import { parsedCertificate } from "../certificates.js";
import { duplicateCertificate, malformedSigningCertificate } from "../credentials/errors.js";
import type { SigningCertificateRow } from "../credentials/rows.js";
import {
  CERTIFICATES,
  changeCredential,
  removeCredential,
  saveCredentials,
  userOf,
  withCredential,
} from "../credentials/users.js";
import type {
  DeleteSigningCertificateRequest,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  SigningCertificate,
  UpdateSigningCertificateRequest,
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { CERTIFICATES_PER_USER } from "../quotas.js";
import type { UserRow } from "../state.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html */
export function uploadSigningCertificate(
  input: UploadSigningCertificateRequest,
  ctx: Context,
): UploadSigningCertificateResponse {
  const user = userOf(ctx, input);
  const { certificates } = user.credentials;
  const { CertificateBody: body } = input;
  if (!parsedCertificate(body)) throw malformedSigningCertificate(body);
  if (certificates.some((other) => other.body.trim() === body.trim())) throw duplicateCertificate();
  const row: SigningCertificateRow = {
    id: longId(ctx),
    status: "Active",
    createdAt: thisSecond(ctx),
    body,
  };
  saveCredentials(ctx, user, {
    certificates: withCredential(certificates, row, "CertificatesPerUser", CERTIFICATES_PER_USER),
  });
  return { Certificate: describeCertificate(user, row) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
export function listSigningCertificates(
  input: ListSigningCertificatesRequest,
  ctx: Context,
): ListSigningCertificatesResponse {
  const user = userOf(ctx, input);
  const { certificates } = user.credentials;
  const { items, paging } = pageOfList(input, `signing certificates of ${user.name}`, certificates);
  return { Certificates: items.map((row) => describeCertificate(user, row)), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html */
export function updateSigningCertificate(input: UpdateSigningCertificateRequest, ctx: Context): object {
  changeCredential(ctx, userOf(ctx, input), CERTIFICATES, input.CertificateId, { status: input.Status });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html */
export function deleteSigningCertificate(input: DeleteSigningCertificateRequest, ctx: Context): object {
  removeCredential(ctx, userOf(ctx, input), CERTIFICATES, input.CertificateId);
  return {};
}

function describeCertificate({ name }: UserRow, row: SigningCertificateRow): SigningCertificate {
  return {
    UserName: name,
    CertificateId: row.id,
    CertificateBody: row.body,
    Status: row.status,
    UploadDate: row.createdAt,
  };
}
