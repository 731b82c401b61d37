/** Outputs of earlier steps by name. */
export type Outputs = ReadonlyMap<string, object>;

const REFERENCE = /\$?\$\{([^}]*)\}/g;

/**
 * Replaces `${name.member}` by outputs of earlier steps. A string that is one reference becomes the value
 * itself; within a longer string the value is inserted as a string. `$${` is a literal `${`.
 *
 * @throws Error for a reference to a missing value.
 */
export function resolveReferences(value: unknown, outputs: Outputs): unknown {
  if (typeof value === "string") return resolveText(value, outputs);
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, outputs));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, resolveReferences(inner, outputs)]),
  );
}

function resolveText(text: string, outputs: Outputs): unknown {
  const whole = /^\$\{([^}]*)\}$/.exec(text)?.[1];
  if (whole !== undefined) return lookUp(whole, outputs);
  return text.replace(REFERENCE, (found, path: string) =>
    found.startsWith("$$") ? found.slice(1) : String(lookUp(path, outputs)),
  );
}

function lookUp(path: string, outputs: Outputs): unknown {
  const [name = "", ...rest] = path.split(".");
  let value: unknown = outputs.get(name);
  if (value === undefined) {
    const known = [...outputs.keys()].join(", ") || "none";
    throw new Error(
      `there is no earlier step "${name}" for \${${path}}. Steps with "as" before it: ${known}.`,
    );
  }
  for (const [i, member] of rest.entries()) {
    const members: object = typeof value === "object" && value !== null ? value : {};
    value = Object.hasOwn(members, member)
      ? new Map<string, unknown>(Object.entries(members)).get(member)
      : undefined;
    if (value !== undefined) continue;
    const known = Object.keys(members).join(", ") || "none";
    throw new Error(
      `\${${path}} has no "${member}". ${[name, ...rest.slice(0, i)].join(".")} has: ${known}.`,
    );
  }
  return value;
}
