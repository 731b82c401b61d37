import { useState } from "preact/hooks";
import { literal } from "../parts/code.js";
import type { InspectedService } from "../state/types.js";
import { act, acts } from "./act.js";

/** Calls that people make most, with an input to begin with. */
const PRESETS: readonly (readonly [label: string, service: string, operation: string, input: object])[] = [
  ["Invoke a function", "lambda", "Invoke", { FunctionName: "name", Payload: "{}" }],
  ["Send a message", "sqs", "SendMessage", { QueueUrl: "queue", MessageBody: "{}" }],
  [
    "Put an object",
    "s3",
    "PutObject",
    { Bucket: "bucket", Key: "key", Body: "content", ContentType: "text/plain" },
  ],
  ["Start an execution", "stepFunctions", "StartExecution", { stateMachineArn: "arn", input: "{}" }],
  ["Run a task", "ecs", "RunTask", { cluster: "default", taskDefinition: "family" }],
  ["Publish a message", "sns", "Publish", { TopicArn: "arn", Message: "{}" }],
  [
    "Put an event",
    "eventBridge",
    "PutEvents",
    { Entries: [{ Source: "app", DetailType: "type", Detail: "{}" }] },
  ],
];

/** Any operation of any service, called as a client calls it. */
export function CallForm({ services }: { readonly services: readonly InspectedService[] }) {
  const [service, setService] = useState("lambda");
  const [operation, setOperation] = useState("Invoke");
  const [input, setInput] = useState(JSON.stringify(PRESETS[0]?.[3], null, 2));
  const operations = services.find(({ name }) => name === service)?.operations ?? [];
  const presets = PRESETS.filter(([, name]) => services.some((known) => known.name === name));
  const use = (label: string) => {
    const [, name = "", called = "", begin = {}] = presets.find(([known]) => known === label) ?? [];
    setService(name);
    setOperation(called);
    setInput(JSON.stringify(begin, null, 2));
  };
  const call = () => {
    try {
      const given: unknown = JSON.parse(input || "{}");
      const code = `await ${clientOf(service)}.send(new ${operation}Command(${literal(given)}));`;
      act(code, "POST", "/inspector/calls", { service, operation, input: given });
    } catch {
      acts.value = [{ code: operation, error: "The input is not JSON." }, ...acts.value];
    }
  };
  return (
    <section class="card">
      <h2>Operations</h2>
      <div class="form">
        <label class="full">
          Begin with
          <select value="" onChange={(event) => use(event.currentTarget.value)}>
            <option value="">Choose a call</option>
            {presets.map(([label]) => (
              <option key={label} value={label}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Service
          <select value={service} onChange={(event) => setService(event.currentTarget.value)}>
            {services.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Operation
          <input
            list="call-operations"
            value={operation}
            onInput={(event) => setOperation(event.currentTarget.value)}
          />
        </label>
        <datalist id="call-operations">
          {operations.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <label class="full">
          Input (JSON)
          <textarea
            value={input}
            spellcheck={false}
            onInput={(event) => setInput(event.currentTarget.value)}
          />
        </label>
        <button type="button" class="primary" onClick={call}>
          Call
        </button>
      </div>
    </section>
  );
}

/** What a client is called in code: `stepFunctions` is that of `SFNClient`. */
function clientOf(service: string): string {
  return service === "stepFunctions" ? "sfn" : service;
}
