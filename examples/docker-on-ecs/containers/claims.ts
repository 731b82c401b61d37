/** Names and ids that a request works with, so that no other request does. */
export class Claims {
  private readonly claimed = new Set<string>();

  has(key: string): boolean {
    return this.claimed.has(key);
  }

  /** Claims a key as long as something runs. */
  async during<T>(key: string, run: () => Promise<T>): Promise<T> {
    this.claimed.add(key);
    try {
      return await run();
    } finally {
      this.claimed.delete(key);
    }
  }
}
