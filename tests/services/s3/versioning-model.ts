/** A version of a key, or a delete marker, as the model has it. */
export interface ModelVersion {
  readonly versionId: string;
  /** `undefined` for a delete marker. */
  readonly text: string | undefined;
}

/** Versioning said simply: the versions of each key in a list, newest first. */
export class VersioningModel {
  status: "Enabled" | "Suspended" | undefined;
  private keys = new Map<string, readonly ModelVersion[]>();

  /** A copy, to come back to. */
  copy(): VersioningModel {
    const copy = new VersioningModel();
    copy.status = this.status;
    copy.keys = new Map(this.keys);
    return copy;
  }

  versionsOf(key: string): readonly ModelVersion[] {
    return this.keys.get(key) ?? [];
  }

  /** What a GET finds. */
  textOf(key: string): string | undefined {
    return this.versionsOf(key)[0]?.text;
  }

  /** @param versionId what S3 gave it, where it gave one. */
  write(key: string, text: string | undefined, versionId = "null"): void {
    const others = this.versionsOf(key).filter(
      (version) => version.versionId !== "null" || versionId !== "null",
    );
    this.keys.set(key, [{ versionId, text }, ...others]);
  }

  /** A delete that names no version. */
  delete(key: string, versionId: string | undefined): void {
    if (this.status === undefined) this.keys.delete(key);
    else this.write(key, undefined, versionId);
  }

  deleteVersion(key: string, versionId: string): void {
    this.keys.set(
      key,
      this.versionsOf(key).filter((version) => version.versionId !== versionId),
    );
  }

  /** All versions in the order of a listing. */
  listing(): unknown[] {
    const keys = [...this.keys.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return keys.flatMap((key) =>
      this.versionsOf(key).map(({ versionId, text }, index) => ({
        key,
        versionId,
        text,
        isLatest: index === 0,
      })),
    );
  }
}
