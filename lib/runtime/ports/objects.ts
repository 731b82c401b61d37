import type { AccountRegion } from "../scope.js";
import type { CodeLocation, CodeStore, CodeStoreError } from "./code-store.js";

/** Reads objects synchronously. Implemented by S3. */
export interface ObjectReader {
  /** As {@link CodeStore.read}. */
  content(at: AccountRegion, location: CodeLocation): Uint8Array | CodeStoreError;
}
