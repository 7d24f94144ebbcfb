/** A rational of its own: nothing of the catalogue's arithmetic is in here, so that it can catch it. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

type Token = string;

/**
 * What a person's calculator makes of a text such as `(8.25 − 7.1) ÷ 7.1 × 100`: digits, decimals, brackets, + − × ÷, a sign
 * before a number, and max(a, b, …). Exact. Throws Error for anything else.
 */
export function calculate(text: string): Rational {
  const reader = new Reader(text.match(/\d+(?:\.\d+)?|max|[()+−×÷,]|\S/gu) ?? []);
  const value = reader.sum();
  reader.end();
  return value;
}

/** Whether two are the same number. */
export const sameNumber = (left: Rational, right: Rational): boolean => left.over * right.under === right.over * left.under;

/** `places` decimals, a tie to the even digit, by counting; without zeros at the end. */
export function printed({ over, under }: Rational, places: number): string {
  const [sign, above, below] = under < 0n ? [over > 0n ? '−' : '', over < 0n ? -over : over, -under] : [over < 0n ? '−' : '', over < 0n ? -over : over, under];
  const power = 10n ** BigInt(places);
  let digits = (above * power) / below;
  const rest = 2n * ((above * power) % below);
  if (rest > below || (rest === below && digits % 2n === 1n)) digits += 1n;
  const [whole, decimals] = [String(digits / power), String(digits % power).padStart(places, '0').replace(/0+$/, '')];
  return digits === 0n ? '0' : `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  sum(): Rational {
    let value = this.product();
    for (let sign = this.take('+', '−'); sign !== undefined; sign = this.take('+', '−')) {
      const next = this.product();
      value = { over: value.over * next.under + (sign === '+' ? 1n : -1n) * next.over * value.under, under: value.under * next.under };
    }
    return value;
  }

  end(): void {
    if (this.at !== this.tokens.length) throw new Error(`no arithmetic: ${this.tokens.slice(this.at).join(' ')}`);
  }

  private product(): Rational {
    let value = this.signed();
    for (let sign = this.take('×', '÷'); sign !== undefined; sign = this.take('×', '÷')) {
      const next = this.signed();
      value = sign === '×' ? { over: value.over * next.over, under: value.under * next.under } : { over: value.over * next.under, under: value.under * next.over };
    }
    if (value.under === 0n) throw new Error('division by zero');
    return value;
  }

  private signed(): Rational {
    if (this.take('−') === undefined) return this.atom();
    const { over, under } = this.atom();
    return { over: -over, under };
  }

  private atom(): Rational {
    if (this.take('max') !== undefined) return this.greatest();
    if (this.take('(') !== undefined) return this.closed(this.sum());
    const token = this.tokens[this.at] ?? '';
    if (!/^\d/.test(token)) throw new Error(`no number: ${token}`);
    this.at += 1;
    const [whole = '0', decimals = ''] = token.split('.');
    return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
  }

  private greatest(): Rational {
    if (this.take('(') === undefined) throw new Error('max without its bracket');
    let most = this.sum();
    while (this.take(',') !== undefined) {
      const next = this.sum();
      if (next.over * most.under * (next.under * most.under > 0n ? 1n : -1n) > most.over * next.under * (next.under * most.under > 0n ? 1n : -1n)) most = next;
    }
    return this.closed(most);
  }

  private closed(value: Rational): Rational {
    if (this.take(')') === undefined) throw new Error('a bracket is not closed');
    return value;
  }

  private take(...wanted: readonly Token[]): Token | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.at += 1;
    return token;
  }
}
