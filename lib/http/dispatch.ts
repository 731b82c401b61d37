import type { WireRequest, WireResponse } from "../wire/message.js";

/**
 * Handles one request: synchronously if it does not have to wait. Throws `ConnectionDropped` to close the
 * connection without a response.
 */
export type Dispatch = (request: WireRequest) => WireResponse | PromiseLike<WireResponse>;
