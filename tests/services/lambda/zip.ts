/** A ZIP archive with one stored file, made by hand so that tests need no library. */
export function zipOf(name: string, content: string, claimedSize?: number): Uint8Array {
  const file = Buffer.from(name);
  const data = Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(file.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(claimedSize ?? data.length, 24);
  central.writeUInt16LE(file.length, 28);
  const start = local.length + file.length + data.length;
  return Buffer.concat([local, file, data, central, file, endRecord(1, central.length + file.length, start)]);
}

/** An archive without files. */
export function emptyZip(): Uint8Array {
  return endRecord(0, 0, 0);
}

function endRecord(entries: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
