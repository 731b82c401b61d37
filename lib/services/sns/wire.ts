import type { UnmodelledOperation, WireHooks } from "../../wire/hooks.js";
import { CERTIFICATE, CERTIFICATE_PATH } from "./signing/certificate.js";

/** Serves the signing certificate, which is not an operation. */
const getCertificate: UnmodelledOperation = {
  name: "GetSigningCertificate",
  run: () => ({ status: 200, headers: { "Content-Type": "application/x-pem-file" }, body: CERTIFICATE }),
};

/** Operations that links in messages request, without a signature. */
const LINKED: readonly string[] = ["ConfirmSubscription", "Unsubscribe"];

export const wire = {
  queryVersion: "2010-03-31",
  paths: [CERTIFICATE_PATH],
  unsignedActions: LINKED,
} as const;

export const hooks: WireHooks = {
  decidesUnsigned: true,
  admitsUnsigned: (operation) => LINKED.includes(operation),
  unmodelled: ({ path }) => (path === CERTIFICATE_PATH ? getCertificate : undefined),
};
