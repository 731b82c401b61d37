import type { AccountRegion } from "../scope.js";

/** Reads the archives of functions and layers. Implemented by S3. */
export interface CodeStore {
  /**
   * The bytes of an object in an account and region, or the error that S3 returns instead (`NoSuchKey`,
   * `NoSuchBucket`, ...).
   */
  read(at: AccountRegion, location: CodeLocation): Promise<Uint8Array | CodeStoreError>;
}

/** Location of a code archive in S3. */
export interface CodeLocation {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export interface CodeStoreError {
  readonly code: string;
  readonly message: string;
}
