/** The line of column names where it stands again among the rows: where files were put together, or on each page of a report. */

const lf = 0x0a;
const nothing = Buffer.alloc(0);

/** Asked of each chunk of a file in order: whether the first line has come again, whole, by its end. */
export const namesAgain = (): ((chunk: Uint8Array) => boolean) => {
  let wanted: Buffer | null = null;
  let before: Uint8Array = nothing;
  return (chunk) => {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    wanted ??= Buffer.concat([Buffer.of(lf), bytes.subarray(0, bytes.indexOf(lf) + 1)]);
    if (wanted.length === 1) return false;
    const joint = Buffer.concat([before, bytes.subarray(0, wanted.length)]);
    // The place of the chunk may be used again.
    before = Buffer.from(
      bytes.length < wanted.length ? joint.subarray(-wanted.length) : bytes.subarray(-wanted.length),
    );
    return joint.includes(wanted) || bytes.includes(wanted);
  };
};
