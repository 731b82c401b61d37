import { decodeToken, encodeToken } from "../../shared/pager.js";

/** The event of a `@ptr`. */
export interface Pointer {
  readonly group: string;
  readonly stream: string;
  readonly digits: string;
}

const KIND = "ptr";

/** Stream names cannot contain line breaks, but any other character. */
export function encodePointer({ group, stream, digits }: Pointer): string {
  return encodeToken(KIND, [digits, group, stream].join("\n"));
}

/** The event of a pointer; `undefined` for any other string. */
export function decodePointer(pointer: string): Pointer | undefined {
  const [digits, group, stream] = decodeToken(KIND, pointer)?.split("\n") ?? [];
  return digits === undefined || group === undefined || stream === undefined
    ? undefined
    : { digits, group, stream };
}
