import type { WireRequest, WireResponse } from "../wire/message.js";

/** Handles one request. Throws `ConnectionDropped` to close the connection without a response. */
export type Dispatch = (request: WireRequest) => Promise<WireResponse>;
