/** A foreign export that we know: its name, and its mapping as the text of a YAML file. */
export interface Source {
  /** What `--as` calls it. */
  readonly name: string;
  readonly title: string;
  /** YAML; see docs/schema/mapping.schema.json. */
  readonly mapping: string;
}
