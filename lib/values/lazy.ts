/** Defines a member of an object whose value is made when it is first read. */
export function defineLazily(target: object, name: string, make: () => unknown): void {
  const visible = { configurable: true, enumerable: true };
  Object.defineProperty(target, name, {
    ...visible,
    get() {
      const value = make();
      Object.defineProperty(target, name, { ...visible, value });
      return value;
    },
  });
}
