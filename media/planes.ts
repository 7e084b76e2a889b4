// The plane that is on screen, and where one looks at it from.
import { type Camera, fit, type Rect, reach, type Size } from './camera';
import { layoutOf } from './layout';
import { mergedOf } from './merged';
import { nodeIdOf } from './rows';
import type { State } from './state';

export type PlaneView = { readonly plane: Size; readonly camera: Camera };

/** The plane of the view and its camera: the person's own, else one that shows the whole and the focus. */
export function planeOf(state: State): PlaneView {
  const plane = sizeOf(state);
  if (state.camera) return { plane, camera: state.camera };
  const whole = fit(plane, state.size);
  const box = boxOf(state, state.focus);
  return { plane, camera: box && state.size.width > 0 ? reach(whole, box, state.size) : whole };
}

/** Where a node or stop stands on the plane. */
export function boxOf({ view, shown, compared }: State, id: string | undefined): Rect | undefined {
  if (id === undefined) return undefined;
  if (view === 'graph' && shown) return layoutOf(shown.tree).boxes.get(nodeIdOf(id));
  if (view === 'compare' && compared) return mergedOf(compared.comparison).boxes.get(id);
  return undefined;
}

function sizeOf({ view, shown, compared }: State): Size {
  if (view === 'graph' && shown) return layoutOf(shown.tree);
  if (view === 'compare' && compared) return mergedOf(compared.comparison);
  return { width: 1, height: 1 };
}
