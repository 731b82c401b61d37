import { segment } from "../api.js";
import type { Entry, EntryDetails } from "../entry.js";
import { store, version } from "../live.js";
import { DetailsPanel } from "../parts/details-panel.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import { Reference } from "../parts/reference.js";
import { durationText, momentText } from "./axis.js";

interface DetailsProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onSelect: (id: string) => void;
}

/** What there is to see of an entry: input, output, error, permissions, what led to it and what it led to. */
export function Details({ id, onClose, onSelect }: DetailsProps) {
  version.value;
  const known = store.get(id);
  const { value, error } = useGet<EntryDetails>(`/inspector/timeline/${segment(id)}`, known?.sequence);
  const entry = value?.entry ?? known;
  return (
    <DetailsPanel title={entry ? `${entry.service} ${entry.name}` : id} onClose={onClose}>
      {entry && <Facts entry={entry} />}
      {error !== undefined && !value && <p class="muted">{error}</p>}
      {value?.authorization !== undefined && <JsonView label="Permissions" value={value.authorization} />}
      {value?.error !== undefined && <JsonView label="Error" value={value.error} />}
      {value?.input !== undefined && <JsonView label="Input" value={value.input} />}
      {value?.output !== undefined && <JsonView label="Output" value={value.output} />}
      {value && <Links label="Caused by" entries={value.causes} onSelect={onSelect} />}
      {value && <Links label="Led to" entries={value.effects} onSelect={onSelect} />}
      {value?.more !== undefined && <JsonView label="More" value={value.more} />}
    </DetailsPanel>
  );
}

function Facts({ entry }: { readonly entry: Entry }) {
  const { kind, outcome, error, resource, caller, account, region, startedAt, endedAt } = entry;
  return (
    <dl class="facts">
      <dt>Kind</dt>
      <dd>{kind}</dd>
      <dt>Outcome</dt>
      <dd class={`outcome-${outcome}`}>{error ?? outcome}</dd>
      <dt>Began</dt>
      <dd class="mono">{momentText(startedAt)}</dd>
      {endedAt !== undefined && (
        <>
          <dt>Took</dt>
          <dd>{durationText(endedAt - startedAt)}</dd>
        </>
      )}
      {resource !== undefined && (
        <>
          <dt>Resource</dt>
          <dd>{resource.startsWith("arn:") ? <Reference text={resource} /> : resource}</dd>
        </>
      )}
      {caller !== undefined && (
        <>
          <dt>Caller</dt>
          <dd>{caller}</dd>
        </>
      )}
      <dt>Where</dt>
      <dd>
        {account} {region}
      </dd>
    </dl>
  );
}

interface LinksProps {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly onSelect: (id: string) => void;
}

function Links({ label, entries, onSelect }: LinksProps) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h3>{label}</h3>
      <ul class="links">
        {entries.map(({ id, kind, service, name, outcome }) => (
          <li key={id}>
            <span class={`pill outcome-${outcome}`}>{kind}</span>
            <button type="button" class="link" onClick={() => onSelect(id)}>
              {service} {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
