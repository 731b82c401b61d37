/** The names of all operations of a service, apart from its facts, which load only at its first request. */
export function renderOperationNames(names, header) {
  const lines = [];
  let line = "";
  for (const name of [...names].sort()) {
    if (line !== "" && line.length + name.length > 96) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? name : ` ${name}`;
  }
  lines.push(line);
  const text = lines
    .map((part, i) => `  ${JSON.stringify(i < lines.length - 1 ? `${part} ` : part)}`)
    .join(" +\n");
  return `${header}\n/** AWS's names of all operations of the service. */\nexport const operationNames: readonly string[] = (\n${text}\n).split(" ");\n`;
}
