/** Hours of heartbeats that fill a file are below: an empty object takes three bytes of text and fifty of memory. */
const MOST_VALUES = 5_000_000;
/** The members of one object cost a hundred times as much as those of a list. */
const MOST_MEMBERS = 10_000;
const DEEPEST = 1_000;

/** Whether a JSON text holds more than any bundle needs. Looks at each character once; parsing is what would fill the memory. */
export function isTooMuch(text: string): boolean {
  const size = new JsonSize();
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charAt(at)) {
      case '"': at = stringEnd(text, at); break;
      case '{': size.open(0); break;
      // A list is long only as all values together are.
      case '[': size.open(-Infinity); break;
      case '}': case ']': size.close(); break;
      case ',': size.comma(); break;
      default:
    }
    if (size.isTooMuch) return true;
  }
  return false;
}

/** Counts by the commas: all of them, and those of each object that is open. */
class JsonSize {
  isTooMuch = false;
  private values = 0;
  private members = 0;
  private readonly outer: number[] = [];

  open(members: number): void {
    this.outer.push(this.members);
    this.members = members;
    this.isTooMuch ||= this.outer.length > DEEPEST;
  }

  close(): void {
    this.members = this.outer.pop() ?? 0;
  }

  comma(): void {
    this.values += 1;
    this.members += 1;
    this.isTooMuch ||= this.values > MOST_VALUES || this.members > MOST_MEMBERS;
  }
}

/** The quote that ends the string which begins at `from`, or the end of the text. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
