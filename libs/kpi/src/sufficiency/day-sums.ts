/** Exact sums of days, by place: a year of thousands of series has a million of them, so there is no object for each. */
export class DaySums {
  private readonly small: number[] = [];
  /** What no double counts exactly any more. */
  private readonly carried = new Map<number, bigint>();

  begin(): number {
    return this.small.push(0) - 1;
  }

  add(place: number, steps: number): void {
    const held = this.small[place] as number;
    if (Number.isSafeInteger(held + steps)) {
      this.small[place] = held + steps;
      return;
    }
    this.carried.set(place, (this.carried.get(place) ?? 0n) + BigInt(held));
    this.small[place] = steps;
  }

  value(place: number): bigint {
    return (this.carried.get(place) ?? 0n) + BigInt(this.small[place] as number);
  }

  /** `value` as decimal text. */
  text(place: number): string {
    return this.carried.has(place) ? String(this.value(place)) : String(this.small[place]);
  }
}
