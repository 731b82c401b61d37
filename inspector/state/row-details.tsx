import { DetailsPanel } from "../parts/details-panel.js";
import { JsonView } from "../parts/json-view.js";
import { Reference } from "../parts/reference.js";
import { LogStreams } from "./log-streams.js";
import { relationsOf } from "./relations.js";

interface RowDetailsProps {
  readonly title: string;
  readonly value: unknown;
  readonly onClose: () => void;
}

/** A resource, and what it refers to. */
export function RowDetails({ title, value, onClose }: RowDetailsProps) {
  const relations = relationsOf(value);
  return (
    <DetailsPanel title={title} onClose={onClose}>
      {relations.length > 0 && (
        <section>
          <h3>Refers to</h3>
          <dl class="facts">
            {relations.map(({ member, text, name }) => (
              <>
                <dt>{member}</dt>
                <dd>
                  <Reference text={name} label={text} />
                </dd>
              </>
            ))}
          </dl>
        </section>
      )}
      <LogStreams task={value} />
      <JsonView label="Content" value={value} />
    </DetailsPanel>
  );
}
