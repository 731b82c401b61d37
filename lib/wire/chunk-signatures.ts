/** Checks what a signed body carries between its bytes; each call throws when a signature is wrong. */
export interface ChunkSignatures {
  /** A chunk begins, with the signature that its head carries. */
  open(signature: string | undefined): void;
  /** Bytes of the chunk that is open. */
  add(bytes: Uint8Array): void;
  /** The chunk is complete. */
  close(): void;
  /** The trailer lines, each ended by a line feed, and their signature. */
  trailer(lines: string, signature: string | undefined): void;
}
