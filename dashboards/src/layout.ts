import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { GridPos, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

const GRID = 24;

export const row = (title: string): RowBuilder => new RowBuilder(title);
/** A row whose panels are asked only when somebody opens it: of a kind that a project has or has not. */
export const closedRow = (title: string): RowBuilder => new RowBuilder(title).collapsed(true);

type Placed = Panel | RowPanel;

/** Panels from left to right and from top to bottom, numbered from 1; those of a closed row are in it. */
export function arranged(builders: readonly (Builder<Panel> | RowBuilder)[]): Placed[] {
  const top: Placed[] = [];
  let [x, y, deepest] = [0, 0, 0];
  let closed: Panel[] | undefined;
  builders.forEach((builder, index) => {
    const built = builder instanceof RowBuilder ? builder.build() : builder.build();
    const { w, h } = built.type === 'row' ? { w: GRID, h: 1 } : (built.gridPos as GridPos);
    if (x + w > GRID) [x, y] = [0, deepest];
    const placed = { ...built, id: index + 1, gridPos: { x, y, w, h } } as Placed;
    x += w;
    deepest = Math.max(deepest, y + h);
    if (built.type === 'row') {
      closed = 'collapsed' in built && built.collapsed ? [] : undefined;
      top.push(closed === undefined ? placed : { ...placed, panels: closed } as RowPanel);
    } else (closed ?? top).push(placed as Panel);
  });
  return top;
}
