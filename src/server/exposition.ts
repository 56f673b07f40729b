/** Metrics as Prometheus reads them: text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */

export type Labels = Readonly<Record<string, string>>;

interface Sample {
  /** What the name of the metric ends with: `_bucket`, `_sum`, `_count` of a histogram. */
  readonly ending?: string;
  readonly labels?: Labels;
  readonly value: number;
}

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  samples(): readonly Sample[];
}

export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

const helpText = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
const labelText = (text: string): string => helpText(text).replaceAll('"', '\\"');

const numberText = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? "+Inf" : value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);

const labelled = (labels: Labels): string => {
  const told = Object.entries(labels).map(([name, value]) => `${name}="${labelText(value)}"`);
  return told.length === 0 ? "" : `{${told.join(",")}}`;
};

export const exposition = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${helpText(help)}\n`,
      `# TYPE ${name} ${type}\n`,
      ...samples().map(
        ({ ending = "", labels = {}, value }) => `${name}${ending}${labelled(labels)} ${numberText(value)}\n`,
      ),
    ])
    .join("");

/** Read when it is asked for. */
export const reading = (
  type: "counter" | "gauge",
  name: string,
  help: string,
  read: () => number | readonly Sample[] | null,
): Metric => ({
  name,
  help,
  type,
  samples: () => {
    const found = read();
    return found === null ? [] : typeof found === "number" ? [{ value: found }] : found;
  },
});

/** Of one metric, whose labels have always the same names in the same order. */
const keyOf = (labels: Labels): string => {
  let key = "";
  for (const name in labels) key += `${labels[name]}\n`;
  return key;
};

/** One figure for each set of labels that was met. */
const byLabels = <Held>(begin: () => Held) => {
  const held = new Map<string, { readonly labels: Labels; readonly figure: Held }>();
  return {
    of: (labels: Labels): Held => {
      const key = keyOf(labels);
      const known = held.get(key);
      if (known !== undefined) return known.figure;
      const found = { labels, figure: begin() };
      held.set(key, found);
      return found.figure;
    },
    all: () => [...held.values()],
  };
};

export const counter = (name: string, help: string): Metric & { readonly add: (labels: Labels) => void } => {
  const counts = byLabels(() => ({ value: 0 }));
  return {
    name,
    help,
    type: "counter",
    add: (labels) => {
      counts.of(labels).value += 1;
    },
    samples: () => counts.all().map(({ labels, figure }) => ({ labels, value: figure.value })),
  };
};

const added = (counts: readonly number[]): readonly number[] => {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
};

/** `bounds` are the upper ends of its buckets, each inclusive, in order; the last one, of everything, is added. */
export const histogram = (
  name: string,
  help: string,
  bounds: readonly number[],
): Metric & { readonly observe: (labels: Labels, value: number) => void } => {
  const ends = [...bounds, Number.POSITIVE_INFINITY];
  const observed = byLabels(() => ({ counts: ends.map(() => 0), sum: 0, count: 0 }));
  return {
    name,
    help,
    type: "histogram",
    observe: (labels, value) => {
      const figure = observed.of(labels);
      // A value stands in every bucket that ends above it: counted in the first, added up when it is told.
      const bucket = ends.findIndex((end) => value <= end);
      figure.counts[bucket] = (figure.counts[bucket] ?? 0) + 1;
      figure.sum += value;
      figure.count += 1;
    },
    samples: () =>
      observed.all().flatMap(({ labels, figure }) => [
        ...added(figure.counts).map((value, index) => ({
          ending: "_bucket",
          labels: { ...labels, le: numberText(ends[index] ?? 0) },
          value,
        })),
        { ending: "_sum", labels, value: figure.sum },
        { ending: "_count", labels, value: figure.count },
      ]),
  };
};
