/** Invokes functions for other services. Implemented by Lambda. */
export interface FunctionInvoker {
  /** Whether the function exists: it was created, or has a behaviour. */
  exists(functionArn: string): boolean;
  /**
   * Queues an event, as Invoke with `InvocationType: Event` does. Does nothing if the function does not
   * exist.
   */
  invokeLater(functionArn: string, payload: Uint8Array): void;
}
