/** Verifies the signatures inside a body. Each call throws if a signature is wrong. */
export interface ChunkSignatures {
  /** A chunk starts, with the signature in its head. */
  open(signature: string | undefined): void;
  /** Bytes of the open chunk. */
  add(bytes: Uint8Array): void;
  /** The chunk is complete. */
  close(): void;
  /** The trailer lines, each ended by a line feed, and their signature. */
  trailer(lines: string, signature: string | undefined): void;
}
