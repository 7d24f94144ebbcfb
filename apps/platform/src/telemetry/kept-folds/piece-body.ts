import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Piece } from '@yanshou/kpi';

/** Named with what is kept: a form that is written otherwise gets another name, and the old one is not read any more. */
export const PIECE_FORM = 'stretches-1';

export const pieceBody = (piece: Piece): Uint8Array => deflateRawSync(JSON.stringify(piece), { level: 1 });

export const pieceOf = (body: Uint8Array): Piece => JSON.parse(inflateRawSync(body).toString('utf8')) as Piece;
