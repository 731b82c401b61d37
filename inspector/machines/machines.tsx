import { useState } from "preact/hooks";
import { segment } from "../api.js";
import { now, version } from "../live.js";
import { go, place } from "../navigation.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import { Nav } from "../parts/nav.js";
import { durationText, momentText } from "../timeline/axis.js";
import { StateGraph } from "./graph.js";
import {
  type Coverage,
  type Execution,
  overlayOfCoverage,
  overlayOfExecution,
  type Visit,
} from "./overlay.js";

interface StateMachine {
  readonly name: string;
  readonly definition: string;
  readonly type: string;
}

/** State machines: the path of an execution, or what all executions have covered. */
export function Machines() {
  const [given, selected] = place.value.path;
  const changes = [version.value, now.value].join(" ");
  const { value: machines = [] } = useGet<readonly StateMachine[]>(
    "/state/stepFunctions/stateMachines",
    changes,
  );
  const { value: all = [] } = useGet<readonly (Execution & { readonly stateMachine: string })[]>(
    "/state/stepFunctions/executions",
    changes,
  );
  const machine = machines.find(({ name }) => name === given) ?? machines[0];
  if (!machine)
    return <p class="scroll muted">There are no state machines. Create one with CreateStateMachine.</p>;
  const executions = all.filter(({ stateMachine }) => stateMachine === machine.name).reverse();
  const execution = executions.find(({ executionArn }) => executionArn === selected);
  return (
    <div class="side">
      <Nav
        class="nav"
        label="State machines"
        items={machines.map(({ name }) => ({ name }))}
        current={machine.name}
        onChoose={(name) => go("machines", name)}
      />
      <Machine
        key={machine.name}
        machine={machine}
        executions={executions}
        execution={execution}
        changes={changes}
      />
    </div>
  );
}

interface MachineProps {
  readonly machine: StateMachine;
  readonly executions: readonly Execution[];
  readonly execution: Execution | undefined;
  readonly changes: string;
}

function Machine({ machine, executions, execution, changes }: MachineProps) {
  const [state, setState] = useState<string | undefined>(undefined);
  const { value: coverage } = useGet<Coverage>(
    `/stepFunctions/state-machines/${segment(machine.name)}/coverage`,
    changes,
  );
  const overlay = execution ? overlayOfExecution(execution, noteOf) : coverage && overlayOfCoverage(coverage);
  return (
    <div class="split flow">
      <div class="scroll">
        <div class="filters">
          <label>
            Show
            <select
              value={execution?.executionArn ?? ""}
              onChange={(event) =>
                go("machines", machine.name, ...[event.currentTarget.value].filter(Boolean))
              }
            >
              <option value="">Coverage of all executions</option>
              {executions.map(({ executionArn, name, status }) => (
                <option key={executionArn} value={executionArn}>
                  {name} ({status})
                </option>
              ))}
            </select>
          </label>
          {!execution && coverage && <strong>{coverage.percent}% covered</strong>}
          <span class="muted">
            {machine.type}, {executions.length} executions
          </span>
        </div>
        <StateGraph definition={machine.definition} overlay={overlay} selected={state} onSelect={setState} />
        {!execution && coverage && coverage.missed.length > 0 && (
          <section>
            <h2>Never taken</h2>
            <ul>
              {coverage.missed.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <aside class="details" aria-label="Details">
        <header>
          <h2>{state ?? execution?.name ?? machine.name}</h2>
        </header>
        {execution && <ExecutionFacts execution={execution} />}
        {state !== undefined && execution && <Visits execution={execution} state={state} />}
        {state !== undefined && (
          <JsonView label="Definition of the state" value={stateIn(machine.definition, state)} />
        )}
        {execution && <JsonView label="Input" value={execution.input} />}
        {execution?.output !== undefined && <JsonView label="Output" value={execution.output} />}
        {!execution && <JsonView label="Definition" value={machine.definition} />}
      </aside>
    </div>
  );
}

function ExecutionFacts({ execution }: { readonly execution: Execution }) {
  const { status, startDate, stopDate, error, cause } = execution;
  const outcome = status === "SUCCEEDED" ? "succeeded" : status === "RUNNING" ? "running" : "failed";
  return (
    <dl class="facts">
      <dt>Status</dt>
      <dd class={`outcome-${outcome}`}>{status}</dd>
      <dt>Began</dt>
      <dd class="mono">{momentText(Date.parse(startDate))}</dd>
      {stopDate !== undefined && (
        <>
          <dt>Took</dt>
          <dd>{durationText(Date.parse(stopDate) - Date.parse(startDate))}</dd>
        </>
      )}
      {error !== undefined && (
        <>
          <dt>Error</dt>
          <dd class="error">
            {error}
            {cause && `: ${cause}`}
          </dd>
        </>
      )}
    </dl>
  );
}

/** What a state received and returned, each time that it was entered. */
function Visits({ execution, state }: { readonly execution: Execution; readonly state: string }) {
  const events = execution.history.filter(
    ({ stateEnteredEventDetails: entered, stateExitedEventDetails: exited }) =>
      entered?.name === state || exited?.name === state,
  );
  return (
    <>
      {events.map(({ id, stateEnteredEventDetails: entered, stateExitedEventDetails: exited, timestamp }) => (
        <JsonView
          key={id}
          label={`${entered ? "Input" : "Output"} at ${momentText(Date.parse(timestamp))}`}
          value={entered?.input ?? exited?.output ?? null}
        />
      ))}
    </>
  );
}

function noteOf({ entered, tries, milliseconds }: Visit): string {
  const retries = tries - entered;
  return [
    durationText(milliseconds),
    entered > 1 ? `${entered} times` : "",
    retries > 0 ? `${retries} ${retries === 1 ? "retry" : "retries"}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** The definition of a state, wherever in the machine it is. */
function stateIn(definition: string, name: string): unknown {
  let found: unknown;
  JSON.parse(definition, function (this: unknown, key: string, value: unknown) {
    if (key === name && typeof value === "object" && value !== null && "Type" in value) found = value;
    return value;
  });
  return found;
}
