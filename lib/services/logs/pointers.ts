import { decodeToken, encodeToken } from "../../shared/pager.js";

/** Which event a `@ptr` points to. */
export interface Pointer {
  readonly group: string;
  readonly stream: string;
  readonly digits: string;
}

const KIND = "ptr";

/** Stream names have no line breaks in them, and may have everything else. */
export function encodePointer({ group, stream, digits }: Pointer): string {
  return encodeToken(KIND, [digits, group, stream].join("\n"));
}

/** The event of a pointer; `undefined` for any other text. */
export function decodePointer(pointer: string): Pointer | undefined {
  const [digits, group, stream] = decodeToken(KIND, pointer)?.split("\n") ?? [];
  return digits === undefined || group === undefined || stream === undefined
    ? undefined
    : { digits, group, stream };
}
