/** A sum of safe integers that never rounds: in a double while it fits, carried over to a BigInt when it does not. */
export class ExactSum {
  private small = 0;
  private carried = 0n;

  add(value: number): void {
    const sum = this.small + value;
    if (Number.isSafeInteger(sum)) {
      this.small = sum;
      return;
    }
    this.carried += BigInt(this.small);
    this.small = value;
  }

  /** Adds a × b of two safe integers. */
  addProduct(a: number, b: number): void {
    const product = a * b;
    if (Number.isSafeInteger(product)) this.add(product);
    else this.carried += BigInt(a) * BigInt(b);
  }

  addBig(value: bigint): void {
    this.carried += value;
  }

  /** `value` as decimal text. */
  text(): string {
    return this.carried === 0n ? String(this.small) : String(this.value());
  }

  value(): bigint {
    return this.carried + BigInt(this.small);
  }
}
