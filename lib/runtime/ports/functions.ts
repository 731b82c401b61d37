/** Runs functions that other services send events to: filled by Lambda. */
export interface FunctionInvoker {
  /** Whether a function of this ARN exists: created, or with a behaviour. */
  exists(functionArn: string): boolean;
  /** Queues an event, as Invoke with `InvocationType: Event` does. Nothing happens when there is no such function. */
  invokeLater(functionArn: string, payload: Uint8Array): void;
}
