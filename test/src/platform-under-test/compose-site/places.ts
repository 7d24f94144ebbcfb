/** Where on this machine what the containers know by name is: `{service}:{port}` → host and port. */
export class Places {
  private readonly known = new Map<string, string>();

  put(service: string, inside: number | string, at: string): void {
    this.known.set(`${service}:${inside}`, at);
  }

  /** Host and port. */
  of(service: string, inside: number | string): string {
    const at = this.known.get(`${service}:${inside}`);
    if (at === undefined) throw new Error(`nothing here stands for port ${inside} of service ${service}`);
    return at;
  }

  portOf(service: string, inside: number | string): number {
    return Number(this.of(service, inside).split(':')[1]);
  }

  /** A text in which addresses of services, as in a URL, are of this machine. */
  inUrls(text: string): string {
    return text.replaceAll(/(?<=\/\/|@)([\w-]+):(\d+)/g, (all, service: string, port: string) => this.known.get(`${service}:${port}`) ?? all);
  }

  /** A configuration or command of `service` in which what it listens on, and others by name, are of this machine. */
  inFileOf(service: string, text: string): string {
    return this.inUrls(text)
      .replaceAll(/(?:0\.0\.0\.0|127\.0\.0\.1):(\d+)/g, (all, port: string) => this.known.get(`${service}:${port}`) ?? all)
      .replaceAll(/^listener (\d+)$/gm, (_all, port: string) => `listener ${this.portOf(service, port)} 127.0.0.1`);
  }
}
