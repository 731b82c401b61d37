/** The latest bytes that were written, up to a limit. */
export class Ring {
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  write(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size > this.limit) {
      const [oldest] = this.chunks;
      if (oldest === undefined) return;
      const excess = this.size - this.limit;
      if (oldest.length <= excess) this.chunks.shift();
      else this.chunks[0] = oldest.subarray(excess);
      this.size -= Math.min(oldest.length, excess);
    }
  }

  read(): Buffer {
    return Buffer.concat(this.chunks);
  }
}
