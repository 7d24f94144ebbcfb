import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { GridPos, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

const GRID = 24;

export const row = (title: string): RowBuilder => new RowBuilder(title);

/** Panels from left to right and from top to bottom, numbered from 1. */
export function arranged(builders: readonly (Builder<Panel> | RowBuilder)[]): (Panel | RowPanel)[] {
  let [x, y, deepest] = [0, 0, 0];
  return builders.map((builder, index) => {
    const built = builder instanceof RowBuilder ? builder.build() : builder.build();
    const { w, h } = built.type === 'row' ? { w: GRID, h: 1 } : (built.gridPos as GridPos);
    if (x + w > GRID) [x, y] = [0, deepest];
    const placed = { ...built, id: index + 1, gridPos: { x, y, w, h } };
    x += w;
    deepest = Math.max(deepest, y + h);
    return placed as Panel | RowPanel;
  });
}
