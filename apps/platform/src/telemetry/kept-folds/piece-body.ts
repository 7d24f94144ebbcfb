import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Piece } from '@yanshou/kpi';

/** Named with what is kept: a form that is written otherwise gets another name, and the old one is not read any more. */
export const PIECE_FORM = 'stretches-1';

export const pieceBody = (piece: Piece): Uint8Array => deflateRawSync(JSON.stringify(piece), { level: 1 });

/** Undefined for a body that nobody can read: such a piece is made again. */
export function pieceOf(body: Uint8Array): Piece | undefined {
  try {
    return JSON.parse(inflateRawSync(body).toString('utf8')) as Piece;
  } catch {
    return undefined;
  }
}
