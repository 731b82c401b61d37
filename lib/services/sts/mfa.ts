/** The members of a request that identify an MFA device and prove its possession. */
interface MfaProof {
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

/** Whether a request has the code of an MFA device. Codes are not verified. */
export function usesMfa({ SerialNumber, TokenCode }: MfaProof): boolean {
  return SerialNumber !== undefined && TokenCode !== undefined;
}
