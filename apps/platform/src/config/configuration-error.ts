/** A setting that cannot be used; `line` is the one line that the start prints before exit 78. */
export class ConfigurationError extends Error {
  constructor(readonly line: string) {
    super(line);
    this.name = 'ConfigurationError';
  }
}
