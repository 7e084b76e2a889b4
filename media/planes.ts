// The plane that is on screen, and where one looks at it from.
import { type Camera, fit, type Rect, reach, type Size } from './camera';
import { layoutOf } from './layout';
import { mergedOf } from './merged';
import { nodeIdOf } from './rows';
import { sidesOf } from './sides';
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
export function boxOf(state: State, id: string | undefined): Rect | undefined {
  const { view, shown, compared } = state;
  if (id === undefined) return undefined;
  if (view === 'graph' && shown) {
    const { boxes } = layoutOf(shown.tree, sidesOf(state));
    return boxes.get(id) ?? boxes.get(nodeIdOf(id));
  }
  if (view === 'compare' && compared) return mergedOf(compared.comparison).boxes.get(id);
  return undefined;
}

function sizeOf(state: State): Size {
  const { view, shown, compared } = state;
  if (view === 'graph' && shown) return layoutOf(shown.tree, sidesOf(state));
  if (view === 'compare' && compared) return mergedOf(compared.comparison);
  return { width: 1, height: 1 };
}
