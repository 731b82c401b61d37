import { parseArn } from "../../../shared/arn.js";

/** A state machine named by a test. Omitted members match every account and region. */
export interface MachineReference {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
}

/** A state machine of an account and region. */
export interface NamedMachine {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Parses a name or an ARN of a state machine, or of one of its versions or aliases, which count as the state
 * machine.
 *
 * @throws TypeError for any other ARN.
 */
export function machineReference(text: string): MachineReference {
  if (!text.startsWith("arn:")) return { name: text };
  const { service, region, account, resource = "" } = parseArn(text) ?? {};
  const [kind, name] = resource.split(":");
  if (service === "states" && kind === "stateMachine" && name) return { name, account, region };
  throw new TypeError(`Invalid state machine name or ARN: ${JSON.stringify(text)}.`);
}

export function namesMachine({ name, account, region }: MachineReference, machine: NamedMachine): boolean {
  return (
    name === machine.name &&
    (account ?? machine.account) === machine.account &&
    (region ?? machine.region) === machine.region
  );
}
