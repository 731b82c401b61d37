import { commonHeaders } from "../protocols/rest-bindings.js";
import type { Context } from "../runtime/context.js";
import type { OperationHandler } from "../runtime/handler.js";
import type { Identity } from "../signing/caller.js";
import type { UnmodelledCall, UnmodelledOperation } from "../wire/hooks.js";
import type { WireResponse } from "../wire/message.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import type { LoadedService } from "./loaded-service.js";
import type { RequestState } from "./request-state.js";
import { textSignatures } from "./text-signatures.js";

/**
 * Runs requests that no model describes: browser forms, preflights, downloads of code.
 *
 * @param contextOf creates the context of a caller.
 */
export async function runUnmodelled(
  parts: DispatcherParts,
  state: RequestState,
  service: LoadedService,
  { name, run }: UnmodelledOperation,
  contextOf: (identity: Identity) => Context,
): Promise<WireResponse> {
  state.unmodelled = name;
  const call: UnmodelledCall = {
    body: () => state.request.body.stream(),
    signatures: textSignatures(parts, service, contextOf),
    ids: state.ids,
    async execute<Input extends object, Output>(
      handler: OperationHandler<Input, Output>,
      input: Input,
      ctx: Context,
    ) {
      const output = await parts.executor.execute(service.executableOf(handler), input, ctx, "client");
      // The output of the handler that the executor runs.
      return output as Output;
    },
  };
  const answer = await run(call);
  return { ...answer, headers: { ...commonHeaders(state.ids.requestId), ...answer.headers } };
}
