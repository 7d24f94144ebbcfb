/** Which names the line in hand has shown already, by number of the name. */
export class SeenNames {
  private seenIn = new Int32Array(256);
  private serial = 0;

  beginLine(): void {
    this.serial = (this.serial + 1) | 0;
  }

  /** Whether the name is new in this line. */
  enter(name: number): boolean {
    if (name >= this.seenIn.length) this.grow(name);
    if (this.seenIn[name] === this.serial) return false;
    this.seenIn[name] = this.serial;
    return true;
  }

  private grow(name: number): void {
    const bigger = new Int32Array(Math.max(name + 1, this.seenIn.length * 2));
    bigger.set(this.seenIn);
    this.seenIn = bigger;
  }
}
