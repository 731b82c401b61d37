import type { AccountRegion } from "../scope.js";

/** Gives the archives that functions and layers are made from: filled by S3. */
export interface CodeStore {
  /**
   * The bytes of an object as the account and region see it; or, when there is
   * none to read, the error that S3 would answer (`NoSuchKey`, `NoSuchBucket`, ...).
   */
  read(at: AccountRegion, location: CodeLocation): Promise<Uint8Array | CodeStoreError>;
}

/** A place in S3 that holds an archive of code. */
export interface CodeLocation {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export interface CodeStoreError {
  readonly code: string;
  readonly message: string;
}
