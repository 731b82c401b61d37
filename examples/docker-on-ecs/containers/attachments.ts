/** A client that is attached to a container. */
export interface Attachment {
  /** The container has started, and the client receives its output. */
  open(): void;
  /** Nothing more is sent to the client. */
  end(): void;
}

/** The clients that are attached to containers, or have attached before the start. */
export class Attachments {
  private readonly pending = new Map<string, Set<Attachment>>();
  private readonly all = new Map<string, Set<Attachment>>();
  private readonly waiting = new Set<() => void>();

  /** Adds a client; it is pending until it is open. */
  add(containerId: string): Attachment {
    const attachment: Attachment = {
      open: () => remove(this.pending, containerId, attachment),
      end: () => {
        attachment.open();
        remove(this.all, containerId, attachment);
        for (const look of [...this.waiting]) look();
      },
    };
    for (const attachments of [this.pending, this.all])
      attachments.set(containerId, new Set([...(attachments.get(containerId) ?? []), attachment]));
    return attachment;
  }

  /** Whether a client waits for the start of a container. */
  isPending(containerId: string): boolean {
    return this.pending.has(containerId);
  }

  /** Resolves when no client is attached. */
  ended(containerId: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.all.has(containerId)) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }
}

function remove(
  attachments: Map<string, Set<Attachment>>,
  containerId: string,
  attachment: Attachment,
): void {
  const own = attachments.get(containerId);
  own?.delete(attachment);
  if (own?.size === 0) attachments.delete(containerId);
}
