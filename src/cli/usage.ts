/** Wrong usage: what was typed cannot be meant. Exit code 2. */
export class Usage extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "Usage";
    this.hint = hint;
  }
}
