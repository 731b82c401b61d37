import { useState } from "preact/hooks";
import { send } from "../api.js";
import { Code, literal } from "../parts/code.js";
import { isRow } from "./types.js";

interface Answer {
  /** The question, as a call. */
  readonly code: string;
  readonly text: string;
  readonly isError: boolean;
}

/** `sim.iam.explain`: whether a principal may do something, and why. */
export function ExplainForm({ principal }: { readonly principal: string }) {
  const [action, setAction] = useState("s3:GetObject");
  const [resource, setResource] = useState("*");
  const [answer, setAnswer] = useState<Answer | undefined>();
  const ask = (): void => {
    const question = { principal, action, resource };
    const code = `sim.iam.explain(${literal(question)});`;
    send("POST", "/iam/explain", question).then(
      (explained) =>
        setAnswer({ code, text: isRow(explained) ? String(explained.text) : "", isError: false }),
      (error: Error) => setAnswer({ code, text: error.message, isError: true }),
    );
  };
  return (
    <section>
      <h3>May it do something?</h3>
      <div class="form">
        <label>
          Action <input value={action} onInput={(event) => setAction(event.currentTarget.value)} />
        </label>
        <label>
          Resource <input value={resource} onInput={(event) => setResource(event.currentTarget.value)} />
        </label>
        <button type="button" class="primary" onClick={ask}>
          Explain
        </button>
      </div>
      {answer && (
        <div role="status">
          <Code text={answer.code} />
          <pre class={answer.isError ? "explanation error" : "explanation"}>{answer.text}</pre>
        </div>
      )}
    </section>
  );
}
