import { charactersOf } from './live-commit.js';
import type { LiveCommit, LivePosition } from './live-commit.js';

const KEPT_MILLIS = 120_000;
const KEPT_CHARACTERS = 4 * 1024 * 1024;

/** What somebody who comes back has missed. `gap`: something before it may be missing. */
export interface Missed {
  readonly gap: boolean;
  /** The first `skip` events of the first of them were seen. */
  readonly commits: readonly LiveCommit[];
  readonly skip: number;
}

interface Kept {
  readonly commit: LiveCommit;
  readonly at: number;
  readonly characters: number;
}

/** The latest stretches of one project, for two minutes and within bounds: what a reader that was cut off is given. */
export class RecentCommits {
  private readonly kept: Kept[] = [];
  private characters = 0;
  private last: LiveCommit | undefined;

  /** `now`: monotonic milliseconds. */
  constructor(private readonly now: () => number, private readonly mostCharacters = KEPT_CHARACTERS) {}

  /** Where the next stretch should begin; undefined before the first. */
  get end(): LivePosition | undefined {
    return this.last && { journal: this.last.journal, sequence: this.last.next, seen: 0 };
  }

  /** Whether it continues what was before; the first one does. */
  add(commit: LiveCommit): boolean {
    const { last } = this;
    const continues = last === undefined || (last.journal === commit.journal && last.next === commit.from);
    this.last = commit;
    const characters = charactersOf(commit);
    this.kept.push({ commit, at: this.now(), characters });
    this.characters += characters;
    this.forget();
    return continues;
  }

  /** What came after a position; undefined while it is ahead of everything known here. */
  since({ journal, sequence, seen }: LivePosition): Missed | undefined {
    this.forget();
    const { end } = this;
    if (end === undefined || (end.journal === journal && (sequence > end.sequence || (sequence === end.sequence && seen > 0)))) return undefined;
    if (end.journal === journal && sequence === end.sequence) return { gap: false, commits: [], skip: 0 };
    const commits = this.kept.map(({ commit }) => commit);
    const begin = commits.findIndex((commit) => commit.journal === journal && commit.from === sequence && commit.next > sequence);
    const known = begin < 0 ? commits : commits.slice(begin);
    return { gap: begin < 0 || hasHole(known), commits: known, skip: begin < 0 ? 0 : seen };
  }

  private forget(): void {
    const oldest = this.now() - KEPT_MILLIS;
    for (let first = this.kept[0]; first !== undefined && (first.at < oldest || this.characters > this.mostCharacters); first = this.kept[0]) {
      this.characters -= first.characters;
      this.kept.shift();
    }
  }
}

const hasHole = (commits: readonly LiveCommit[]): boolean =>
  commits.some((commit, index) => index > 0 && (commits[index - 1]?.next !== commit.from || commits[index - 1]?.journal !== commit.journal));
