import { go } from "../navigation.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import type { TableRow } from "./types.js";

/** The resources that an id or ARN names. */
export function Found({ text }: { readonly text: string }) {
  const { value, error } = useGet<{ readonly rows: readonly TableRow[] }>(
    `/inspector/find?text=${encodeURIComponent(text)}`,
  );
  return (
    <div class="scroll">
      <h2>
        <span class="muted">Resources named</span> <span class="mono">{text}</span>
      </h2>
      {error !== undefined && <p class="error">{error}</p>}
      {value?.rows.length === 0 && <p class="muted">This simulator has no such resource.</p>}
      {value?.rows.map(({ table, account, region, key, row }) => (
        <section class="card" key={`${table} ${account} ${region} ${key.join(" ")}`}>
          <h3>
            <button type="button" class="link" onClick={() => go("state", serviceOf(table), "rows", table)}>
              {table}
            </button>{" "}
            <span class="muted">
              {key.join(" ")} · {account} {region}
            </span>
          </h3>
          <JsonView label="Row" value={row} />
        </section>
      ))}
    </div>
  );
}

/** Tables begin with the name of their service in kebab case. */
function serviceOf(table: string): string {
  return (table.split(".")[0] ?? "").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
