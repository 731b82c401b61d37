import type { AwsSim } from "../../sim.js";
import type { ControlStep, InitDocument, InitStep, OperationStep } from "./document.js";
import { resolveReferences } from "./references.js";

/** @throws Error naming the entry that failed, and why. */
export async function applyDocument(sim: AwsSim, { steps }: InitDocument): Promise<void> {
  const outputs = new Map<string, object>();
  for (const step of steps) {
    try {
      const output = await applyStep(sim, step, outputs);
      if (step.kind === "operation" && step.as !== undefined) outputs.set(step.as, output);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const code = error instanceof Error && "code" in error ? `${String(error.code)}: ` : "";
      throw new Error(`${labelOf(step)}: ${code}${reason}`, { cause: error });
    }
  }
}

function labelOf(step: InitStep): string {
  return step.kind === "operation" ? `${step.entry} (${step.service} ${step.operation})` : step.entry;
}

async function applyStep(sim: AwsSim, step: InitStep, outputs: Map<string, object>): Promise<object> {
  return step.kind === "operation" ? applyOperation(sim, step, outputs) : applyControl(sim, step, outputs);
}

function applyOperation(sim: AwsSim, step: OperationStep, outputs: Map<string, object>): Promise<object> {
  const { service, operation, account, region } = step;
  const input = resolveReferences(step.input, outputs);
  return sim.call({ service, operation, input, at: { account, region } });
}

/** Calls the dispatcher as an external request does, without a socket. */
async function applyControl(sim: AwsSim, step: ControlStep, outputs: Map<string, object>): Promise<object> {
  const { requestHandler } = sim.clientConfig({ direct: true });
  const body = resolveReferences(step.body, outputs);
  const path = String(resolveReferences(step.path, outputs));
  const answer = await requestHandler?.handle({
    method: step.method,
    hostname: "localhost",
    path: `/_sim${path}`,
    headers: {},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer === undefined || answer.response.statusCode < 400) return {};
  const { error } = JSON.parse(Buffer.from(answer.response.body as Uint8Array).toString("utf8")) as {
    error: string;
  };
  throw new Error(error);
}
