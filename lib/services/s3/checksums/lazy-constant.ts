/** A constant that is computed at its first use, so that importing the service is free. */
export function lazyConstant<Value extends object>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
