import type { WireResponse } from "../../wire/message.js";

/** Returned by a route whose response is not JSON: a page, or a stream. */
export class Reply {
  constructor(readonly response: WireResponse) {}
}
