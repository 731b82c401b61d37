import { useEffect, useState } from "preact/hooks";
import { bytes, report, segment } from "../api.js";
import { version } from "../live.js";
import { go } from "../navigation.js";
import { DetailsPanel } from "../parts/details-panel.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { textOf } from "./columns.js";
import type { Row } from "./types.js";

/** Bytes of an object that are shown as text. */
const MOST_TEXT = 200_000;

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "Key",
    width: "minmax(120px, 3fr)",
    cell: (row) => <span title={textOf(row.key)}>{textOf(row.key)}</span>,
  },
  { name: "Bytes", width: "90px", cell: (row) => textOf(row.size) },
  {
    name: "Modified",
    width: "minmax(90px, 1fr)",
    cell: (row) => <span class="mono">{textOf(row.lastModified)}</span>,
  },
  { name: "Type", width: "minmax(80px, 1fr)", cell: (row) => typeOf(row) },
  { name: "Class", width: "90px", cell: (row) => textOf(row.storageClass) },
];

/** The objects of a bucket, with a preview and a download of the one that is selected. */
export function Objects({ path: [given, selected] }: { readonly path: readonly string[] }) {
  const { value: buckets = [] } = useGet<readonly { readonly name: string }[]>(
    "/state/s3/buckets",
    version.value,
  );
  const bucket = given ?? buckets[0]?.name;
  const { value, error } = useGet<{ readonly objects: readonly Row[] }>(
    bucket === undefined ? undefined : `/s3/buckets/${segment(bucket)}/objects`,
    version.value,
  );
  const rows = value?.objects ?? [];
  const object = rows.find(({ key }) => key === selected);
  return (
    <div class={object ? "split" : "split single"}>
      <div class="panel">
        <div class="filters">
          <label>
            Bucket
            <select
              value={bucket}
              onChange={(event) => go("state", "s3", "Objects", event.currentTarget.value)}
            >
              {buckets.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        <VirtualTable
          label="Objects"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ key }) => String(key)}
          selected={selected}
          onSelect={({ key }) => go("state", "s3", "Objects", bucket ?? "", String(key))}
          empty={error ?? "There are no objects."}
        />
      </div>
      {object && bucket !== undefined && (
        <ObjectDetails key={`${bucket}/${selected}`} bucket={bucket} object={object} />
      )}
    </div>
  );
}

function ObjectDetails({ bucket, object }: { readonly bucket: string; readonly object: Row }) {
  const key = String(object.key);
  return (
    <DetailsPanel title={key} onClose={() => go("state", "s3", "Objects", bucket)}>
      {report ? (
        <p class="muted">Contents of objects are not in reports.</p>
      ) : (
        <Preview bucket={bucket} name={key} type={typeOf(object)} version={textOf(object.etag)} />
      )}
      <JsonView label="Object" value={object} />
    </DetailsPanel>
  );
}

interface PreviewProps {
  readonly bucket: string;
  readonly name: string;
  readonly type: string;
  readonly version: string;
}

function Preview({ bucket, name, type, version }: PreviewProps) {
  const [content, setContent] = useState<Uint8Array<ArrayBuffer> | undefined>(undefined);
  const [error, setError] = useState("");
  const [url, setUrl] = useState("");
  useEffect(() => {
    let made = "";
    bytes(`/s3/buckets/${segment(bucket)}/objects/${segment(name)}/content`).then(
      (loaded) => {
        // Images keep their type; all else is never opened as a page.
        made = URL.createObjectURL(
          new Blob([loaded], { type: isImage(type) ? type : "application/octet-stream" }),
        );
        setUrl(made);
        setContent(loaded);
      },
      (reason: Error) => setError(reason.message),
    );
    return () => URL.revokeObjectURL(made);
  }, [bucket, name, version]);
  if (error !== "") return <p class="error">{error}</p>;
  if (!content) return <p class="muted">Loading…</p>;
  return (
    <section>
      <p>
        <a href={url} download={name.split("/").at(-1)}>
          Download {content.length.toLocaleString("en")} bytes
        </a>
      </p>
      {isImage(type) ? (
        <img class="preview" src={url} alt={`Content of ${name}`} />
      ) : (
        <Text content={content} />
      )}
    </section>
  );
}

function Text({ content }: { readonly content: Uint8Array }) {
  const part = content.subarray(0, MOST_TEXT);
  if (part.includes(0)) return <p class="muted">The content is binary.</p>;
  return (
    <div class="json" tabIndex={0}>
      <pre>{new TextDecoder().decode(part)}</pre>
    </div>
  );
}

/** Images that browsers draw without running anything: not SVG. */
function isImage(type: string): boolean {
  return /^image\/(png|jpeg|gif|webp|avif)$/.test(type);
}

function typeOf(object: Row): string {
  return textOf(object.contentType ?? object.ContentType);
}
