import type { ComponentChildren } from "preact";
import { Reference } from "./reference.js";
import { isReference } from "./references.js";

/** Members of a list or object that are shown initially. */
const MOST_MEMBERS = 200;
const LONG_TEXT = 20_000;

/** A value as a tree that can be folded. Ids and ARNs lead to what they name. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <div class="json" tabIndex={0}>
        <Value value={value} depth={0} />
      </div>
    </section>
  );
}

function Value({
  value,
  depth,
  name,
}: {
  readonly value: unknown;
  readonly depth: number;
  readonly name?: string;
}) {
  const key = name === undefined ? null : <span class="key">{name}: </span>;
  if (typeof value === "string")
    return (
      <Line key_={key}>
        <Text text={value} />
      </Line>
    );
  if (typeof value !== "object" || value === null)
    return (
      <Line key_={key}>
        <span class="atom">{String(value ?? "null")}</span>
      </Line>
    );
  const members = Array.isArray(value)
    ? value.map((item, place) => [String(place), item as unknown] as const)
    : Object.entries(value);
  const brackets = Array.isArray(value) ? "[]" : "{}";
  if (members.length === 0) return <Line key_={key}>{brackets}</Line>;
  const summary = Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`;
  return (
    <details open={depth < 3 && members.length <= 50}>
      <summary>
        {key}
        <span class="muted">{summary}</span>
      </summary>
      <div>
        {members.slice(0, MOST_MEMBERS).map(([member, inner]) => (
          <Value key={member} name={member} value={inner} depth={depth + 1} />
        ))}
        {members.length > MOST_MEMBERS && <p class="muted">and {members.length - MOST_MEMBERS} more</p>}
      </div>
    </details>
  );
}

function Line({
  key_,
  children,
}: {
  readonly key_: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      {key_}
      {children}
    </div>
  );
}

/** A string. JSON in it is shown as a tree too. */
function Text({ text }: { readonly text: string }) {
  const inner = parsed(text);
  if (inner !== undefined) return <Value value={inner} depth={2} name="JSON" />;
  if (isReference(text)) return <Reference text={text} />;
  const shown = text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}…` : text;
  return <span class="string">{JSON.stringify(shown)}</span>;
}

function parsed(text: string): unknown {
  // Bytes are in Base64, in which objects of JSON begin so.
  const isEncoded = /^eyJ[\w+/]*=*$/.test(text);
  if ((!isEncoded && !/^\s*[[{]/.test(text)) || text.length > 1_000_000) return undefined;
  try {
    return JSON.parse(isEncoded ? textIn(text) : text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws DOMException if it is not Base64. */
function textIn(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
}
