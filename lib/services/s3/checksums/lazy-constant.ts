/** A constant that is computed when it is asked for first: importing the service costs nothing. */
export function lazyConstant<Value extends object>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
