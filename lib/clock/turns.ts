/** Resolves in the next turn of the event loop, after the events of sockets. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
