// Nested, neighbouring and broken entities become pieces that together say the whole text.
import { describe, expect, it } from 'vitest';
import type { TextEntity } from '../../control/contract.ts';
import { buildEntityTree, type TextPiece } from './entity-tree.ts';

const entity = (type: string, offset: number, length: number): TextEntity => ({ type, offset, length });

function show(pieces: TextPiece[]): string {
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.entity.type}>${show(piece.pieces)}</>`))
    .join('');
}

describe('entity tree', () => {
  it('nests an entity inside a longer one whatever their order', () => {
    const tree = buildEntityTree('one two three', [entity('italic', 4, 3), entity('bold', 0, 7)]);
    expect(show(tree)).toBe('<bold>one <italic>two</></> three');
  });

  it('draws both styles of one span', () => {
    const tree = buildEntityTree('hot', [entity('bold', 0, 3), entity('italic', 0, 3)]);
    expect(show(tree)).toBe('<bold><italic>hot</></>');
  });

  it('keeps neighbours apart and emoji whole', () => {
    const tree = buildEntityTree('☕👍ab', [entity('bold', 1, 2), entity('code', 3, 1)]);
    expect(show(tree)).toBe('☕<bold>👍</><code>a</>b');
  });

  it('drops entities that reach past the text', () => {
    expect(show(buildEntityTree('abc', [entity('bold', 2, 5)]))).toBe('abc');
  });
});
