/** The streams of a process. */
export type StreamName = "stdout" | "stderr";

const TYPES: Readonly<Record<StreamName, number>> = { stdout: 1, stderr: 2 };

/** A frame of Docker's multiplexed streams: the stream, three zeros, the length in four bytes, the bytes. */
export function frame(stream: StreamName, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header.writeUInt8(TYPES[stream], 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}
