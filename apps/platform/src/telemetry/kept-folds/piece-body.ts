import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Piece } from '@yanshou/kpi';

/** Named with what is kept: a form that is written otherwise gets another name, and the old one is not read any more. */
export const PIECE_FORM = 'stretches-1';

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

export const pieceBody = (piece: Piece): Promise<Uint8Array> => deflate(JSON.stringify(piece), { level: 1 });

/** Undefined for a body that nobody can read: such a piece is made again. */
export async function pieceOf(body: Uint8Array): Promise<Piece | undefined> {
  try {
    return JSON.parse((await inflate(body)).toString('utf8')) as Piece;
  } catch {
    return undefined;
  }
}
