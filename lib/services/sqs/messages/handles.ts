import type { MessageRow } from "../state/messages.js";

/** The message and the receipt that a receipt handle identifies. */
export interface Receipt {
  /** The key of the message. It starts with the id of its queue. */
  readonly key: string;
  readonly number: number;
}

/** Prefix of encoded handles, so that they look like AWS's, `AQEB…`. */
const MARK = "\u0001\u0001\u0001";
const HANDLE = /^(\S+ \d{16} \d{16}) (\d{1,15}) \S+$/;

/** Returns the handle of the latest receipt of a message. Each receipt has a different handle. */
export function handleOf(message: MessageRow): string {
  const text = `${MARK}${message.key} ${message.receives} ${message.content.id}`;
  return Buffer.from(text, "latin1").toString("base64");
}

/** Decodes a handle; `undefined` for a string that is not a handle of this queue. */
export function receiptOf(queue: string, handle: string): Receipt | undefined {
  const text = Buffer.from(handle, "base64").toString("latin1");
  if (!text.startsWith(MARK)) return undefined;
  const [, key = "", number = ""] = HANDLE.exec(text.slice(MARK.length)) ?? [];
  return key.startsWith(`${queue} `) ? { key, number: Number(number) } : undefined;
}
