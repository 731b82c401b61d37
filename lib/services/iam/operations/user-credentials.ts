import type { Context } from "../../../core/context.js";
import { loginProfileNotFound } from "../errors.js";
import type {
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  ListSSHPublicKeysRequest,
  ListSSHPublicKeysResponse,
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
} from "../generated/types.js";
import { findPrincipal, USER } from "../principals.js";
import { userNameOf } from "../users.js";

// Nothing here can be made, so that every user has none of it. Clients ask
// nevertheless: a user can be deleted when all of this is gone.

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
export function getLoginProfile(input: GetLoginProfileRequest, ctx: Context): never {
  throw loginProfileNotFound(nameOfExisting(ctx, input));
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
export function deleteLoginProfile(input: DeleteLoginProfileRequest, ctx: Context): never {
  throw loginProfileNotFound(nameOfExisting(ctx, input));
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export function listMFADevices(input: ListMFADevicesRequest, ctx: Context): ListMFADevicesResponse {
  nameOfExisting(ctx, input);
  return { MFADevices: [], IsTruncated: false };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export function listVirtualMFADevices(_input: ListVirtualMFADevicesRequest): ListVirtualMFADevicesResponse {
  return { VirtualMFADevices: [], IsTruncated: false };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
export function listSSHPublicKeys(input: ListSSHPublicKeysRequest, ctx: Context): ListSSHPublicKeysResponse {
  nameOfExisting(ctx, input);
  return { SSHPublicKeys: [], IsTruncated: false };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
export function listSigningCertificates(
  input: ListSigningCertificatesRequest,
  ctx: Context,
): ListSigningCertificatesResponse {
  nameOfExisting(ctx, input);
  return { Certificates: [], IsTruncated: false };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
export function listServiceSpecificCredentials(
  input: ListServiceSpecificCredentialsRequest,
  ctx: Context,
): ListServiceSpecificCredentialsResponse {
  nameOfExisting(ctx, input);
  return { ServiceSpecificCredentials: [] };
}

/** @throws NoSuchEntity */
function nameOfExisting(ctx: Context, input: { readonly UserName?: string }): string {
  return findPrincipal(ctx, USER, userNameOf(ctx, input)).name;
}
