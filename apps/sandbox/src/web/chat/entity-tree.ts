// Turns a text and its flat list of entities into nested pieces that can be drawn.
import type { TextEntity } from '../../control/contract.ts';

export type TextPiece =
  | { kind: 'text'; text: string }
  | { kind: 'entity'; entity: TextEntity; text: string; pieces: TextPiece[] };

export function buildEntityTree(text: string, entities: TextEntity[]): TextPiece[] {
  const sorted = entities
    .filter((entity) => entity.length > 0 && entity.offset + entity.length <= text.length)
    .sort((left, right) => left.offset - right.offset || right.length - left.length);
  return piecesBetween(text, sorted, { start: 0, end: text.length });
}

function piecesBetween(
  text: string,
  sorted: TextEntity[],
  span: { start: number; end: number },
): TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = span.start;
  let rest = sorted;
  for (let entity = rest[0]; entity; entity = rest[0]) {
    const end = Math.min(entity.offset + entity.length, span.end);
    if (entity.offset > position) pieces.push({ kind: 'text', text: text.slice(position, entity.offset) });
    const { inner, after } = splitAt(rest.slice(1), end);
    const start = Math.max(entity.offset, position);
    pieces.push({
      kind: 'entity',
      entity,
      text: text.slice(start, end),
      pieces: piecesBetween(text, inner, { start, end }),
    });
    position = end;
    rest = after.filter((later) => later.offset >= end);
  }
  if (position < span.end) pieces.push({ kind: 'text', text: text.slice(position, span.end) });
  return pieces;
}

function splitAt(entities: TextEntity[], end: number) {
  return {
    inner: entities.filter((entity) => entity.offset < end),
    after: entities.filter((entity) => entity.offset >= end),
  };
}
